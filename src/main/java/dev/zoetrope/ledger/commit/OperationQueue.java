package dev.zoetrope.ledger.commit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The waiting operations of a {@link GroupCommitter}: many threads put, one thread takes all at once. Bounded; a put never
 * blocks. The operations themselves form a linked chain, newest first, so a put is one compare-and-set without an
 * allocation, and only the first put after a take wakes the taker. Lazy operations can fill only half of the capacity; the
 * other half is reserved for operations whose result a caller waits for.
 *
 * @param <W> the type of the operations
 */
final class OperationQueue<W extends LedgerOperation<?>> {
    private static final LedgerOperation<?> CLOSED = new LedgerOperation<Void>() {
    };

    private final AtomicReference<LedgerOperation<?>> newest = new AtomicReference<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final int capacity;
    private final Thread taker;

    /**
     * @param capacity the maximum number of waiting operations
     * @param taker the only thread that takes
     */
    OperationQueue(int capacity, Thread taker) {
        this.capacity = capacity;
        this.taker = taker;
    }

    /** The result of a put. */
    enum PutResult {
        ACCEPTED,
        FULL,
        CLOSED
    }

    PutResult put(W operation) {
        if (waiting.incrementAndGet() > (operation.lazy() ? (capacity + 1) / 2 : capacity)) {
            waiting.decrementAndGet();
            return PutResult.FULL;
        }
        LedgerOperation<?> head;
        do {
            head = newest.get();
            if (head == CLOSED) {
                waiting.decrementAndGet();
                return PutResult.CLOSED;
            }
            operation.next = head;
        } while (!newest.compareAndSet(head, operation));
        if (head == null) {
            LockSupport.unpark(taker);
        }
        return PutResult.ACCEPTED;
    }

    /** Takes all waiting operations, chained from the oldest to the newest; null if there are none. Only for the taker. */
    W takeAll() {
        return newest.get() == null ? null : oldestFirst(newest.getAndSet(null));
    }

    /** Takes the last operations, oldest first, and closes the queue: every later put fails. Only for the taker. */
    W close() {
        return oldestFirst(newest.getAndSet(CLOSED));
    }

    @SuppressWarnings("unchecked") // only put adds to the chain, and it accepts only W
    private W oldestFirst(LedgerOperation<?> head) {
        LedgerOperation<?> reversed = null;
        LedgerOperation<?> operation = head;
        while (operation != null) {
            LedgerOperation<?> older = operation.next;
            operation.next = reversed;
            reversed = operation;
            operation = older;
        }
        return (W) reversed;
    }

    /** Reports that this many operations were started; until then they count as waiting. */
    void started(int operations) {
        waiting.addAndGet(-operations);
    }

    /**
     * Waits until there may be an operation to take, {@link #wake} is called, or the given time in nanoseconds has passed.
     */
    void await(long nanos) {
        if (newest.get() == null) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    /** Ends {@link #await} at once. */
    void wake() {
        LockSupport.unpark(taker);
    }

    int waiting() {
        return waiting.get();
    }
}
