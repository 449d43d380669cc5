package dev.zoetrope.ledger.commit;

/**
 * The operations that a {@link GroupCommitter} has taken from its queue and not started. Lazy operations wait for others to
 * share a commit with. An operation that is not lazy ends the wait. Not thread-safe.
 *
 * @param <W> the type of the operations
 */
final class DeferredOperations<W extends LedgerOperation<?>> {
    private final long lingerNanos;
    private W oldest;
    private W newest;
    private boolean urgent;
    private long since;

    /** @param lingerNanos how long lazy operations wait, in nanoseconds */
    DeferredOperations(long lingerNanos) {
        this.lingerNanos = lingerNanos;
    }

    /**
     * Adds a chain of operations.
     *
     * @param chain oldest first; null for none
     */
    @SuppressWarnings("unchecked") // the chain holds only operations of type W
    void addAll(W chain) {
        if (chain == null) {
            return;
        }
        if (oldest == null) {
            oldest = chain;
            since = System.nanoTime();
        } else {
            newest.next = chain;
        }
        for (W operation = chain; operation != null; operation = (W) operation.next) {
            urgent |= !operation.lazy();
            newest = operation;
        }
    }

    /** Nanoseconds until the operations are to be executed: zero or less for now, the largest long if there are none. */
    long nanosLeft() {
        if (oldest == null) {
            return Long.MAX_VALUE;
        }
        return urgent ? 0 : since + lingerNanos - System.nanoTime();
    }

    /** Removes all operations and returns them, oldest first; null for none. */
    W takeAll() {
        W all = oldest;
        oldest = null;
        newest = null;
        urgent = false;
        return all;
    }
}
