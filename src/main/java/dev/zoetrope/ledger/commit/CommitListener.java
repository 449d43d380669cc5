package dev.zoetrope.ledger.commit;

/** Is told of each group a lane has done. Called on the lane's thread; must be quick. */
@FunctionalInterface
public interface CommitListener {
    CommitListener NONE = (works, nanos) -> {
    };

    /**
     * @param works how many works were done together
     * @param nanos how long it took, the commit included
     */
    void done(int works, long nanos);
}
