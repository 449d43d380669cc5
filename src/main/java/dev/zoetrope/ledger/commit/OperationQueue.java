package dev.zoetrope.ledger.commit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * What waits for a lane: many threads put, one takes everything at once. Bounded, and never blocks the one who puts.
 * The works are chained through themselves, newest first, so that to put is one compare-and-set and no allocation, and
 * only the first one put after a taking has to wake the taker. Lazy works find no room in the second half, which is kept
 * for those that somebody waits for.
 *
 * @param <W> the kind of work
 */
final class OperationQueue<W extends LedgerOperation<?>> {
    private static final LedgerOperation<?> CLOSED = new LedgerOperation<Void>() {
    };

    private final AtomicReference<LedgerOperation<?>> newest = new AtomicReference<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final int capacity;
    private final Thread taker;

    /** @param taker the only thread that takes */
    OperationQueue(int capacity, Thread taker) {
        this.capacity = capacity;
        this.taker = taker;
    }

    /** What came of putting. */
    enum Put {
        TAKEN,
        FULL,
        CLOSED
    }

    Put put(W work) {
        if (waiting.incrementAndGet() > (work.lazy() ? (capacity + 1) / 2 : capacity)) {
            waiting.decrementAndGet();
            return Put.FULL;
        }
        LedgerOperation<?> head;
        do {
            head = newest.get();
            if (head == CLOSED) {
                waiting.decrementAndGet();
                return Put.CLOSED;
            }
            work.next = head;
        } while (!newest.compareAndSet(head, work));
        if (head == null) {
            LockSupport.unpark(taker);
        }
        return Put.TAKEN;
    }

    /** The oldest of all that waits, chained to the newer ones; null when nothing waits. Only for the taker. */
    W takeAll() {
        return newest.get() == null ? null : oldestFirst(newest.getAndSet(null));
    }

    /** Takes the last works; from now on nothing can be put. Only for the taker. */
    W close() {
        return oldestFirst(newest.getAndSet(CLOSED));
    }

    @SuppressWarnings("unchecked") // only put fills the chain, and it takes nothing but W
    private W oldestFirst(LedgerOperation<?> head) {
        LedgerOperation<?> reversed = null;
        LedgerOperation<?> work = head;
        while (work != null) {
            LedgerOperation<?> older = work.next;
            work.next = reversed;
            reversed = work;
            work = older;
        }
        return (W) reversed;
    }

    /** Works count as waiting until they are begun. */
    void begun(int works) {
        waiting.addAndGet(-works);
    }

    /** Waits until there may be something to take, or somebody calls {@link #wake}, or the time is over. */
    void await(long nanos) {
        if (newest.get() == null) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    void wake() {
        LockSupport.unpark(taker);
    }

    int waiting() {
        return waiting.get();
    }
}
