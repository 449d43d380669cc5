package dev.zoetrope.ledger.commit;

/**
 * What a lane has taken out of its inbox and not begun: lazy works, waiting for others to go with. A work that is not
 * lazy ends the wait.
 *
 * @param <W> the kind of work
 */
final class DeferredOperations<W extends LedgerOperation<?>> {
    private final long lingerNanos;
    private W oldest;
    private W newest;
    private boolean urgent;
    private long since;

    /** @param lingerNanos how long lazy works wait */
    DeferredOperations(long lingerNanos) {
        this.lingerNanos = lingerNanos;
    }

    /** @param chain oldest first; null for none */
    @SuppressWarnings("unchecked") // the chain holds what the lane was given
    void add(W chain) {
        if (chain == null) {
            return;
        }
        if (oldest == null) {
            oldest = chain;
            since = System.nanoTime();
        } else {
            newest.next = chain;
        }
        for (W work = chain; work != null; work = (W) work.next) {
            urgent |= !work.lazy();
            newest = work;
        }
    }

    /** Until the works are to be begun: zero or less for at once, the largest number when there are none. */
    long nanosLeft() {
        if (oldest == null) {
            return Long.MAX_VALUE;
        }
        return urgent ? 0 : since + lingerNanos - System.nanoTime();
    }

    /** All of them, oldest first. */
    W take() {
        W all = oldest;
        oldest = null;
        newest = null;
        urgent = false;
        return all;
    }
}
