package dev.zoetrope.ledger.commit;

/** Is notified of every batch that a {@link GroupCommitter} has executed. Called on the committer's thread; must be fast. */
@FunctionalInterface
public interface CommitListener {
    CommitListener NONE = (operations, nanos) -> {
    };

    /**
     * Called after each batch that succeeded.
     *
     * @param operations the number of operations in the batch
     * @param nanos the time of the batch in nanoseconds, commit included
     */
    void committed(int operations, long nanos);
}
