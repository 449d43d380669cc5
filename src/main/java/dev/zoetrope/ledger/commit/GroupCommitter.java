package dev.zoetrope.ledger.commit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.jdbc.SqlErrors;

/**
 * One thread that takes all waiting operations, executes them as one batch and dispatches the results. Operations that
 * arrive during a batch form the next one, so batches grow with the load and a single operation is executed at once. Only
 * lazy operations wait for others, for a bounded time.
 *
 * <pre>
 * submit ─▶ queue ─▶ batch ─▶ executor: success ──────────────▶ results
 *   │                  ▲            ├─ one is at fault ─▶ split in halves, until that one fails alone
 *   └ full: fails      └────────────┴─ the storage failed ─▶ all fail; a new executor for the next batch
 * </pre>
 *
 * @param <W> the type of the operations
 */
public final class GroupCommitter<W extends LedgerOperation<?>> implements Runnable {
    private static final Logger LOG = Logger.getLogger(GroupCommitter.class);

    private final OperationQueue<W> inbox;
    private final BatchExecutor.Opener<W> opener;
    private final int groupSize;
    private final Duration retryAfter;
    private final CommitListener meter;
    private final Thread thread;
    private final List<W> group;
    private final DeferredOperations<W> held;
    private BatchExecutor<W> station;
    private volatile boolean healthy = true;
    private volatile boolean closing;

    /**
     * Lazy operations do not wait.
     *
     * @param name the name of the thread
     * @param capacity most waiting operations
     * @param groupSize most operations in a batch
     * @param retryAfter {@code retryAfter} of the exceptions, and the interval at which a failed storage is tried again
     * @param opener creates the executor
     * @param meter notified of each batch
     */
    public GroupCommitter(String name, int capacity, int groupSize, Duration retryAfter, BatchExecutor.Opener<W> opener,
            CommitListener meter) {
        this(name, capacity, groupSize, retryAfter, Duration.ZERO, opener, meter);
    }

    /** @param linger how long lazy operations wait for others */
    public GroupCommitter(String name, int capacity, int groupSize, Duration retryAfter, Duration linger,
            BatchExecutor.Opener<W> opener,
            CommitListener meter) {
        this.opener = opener;
        this.groupSize = groupSize;
        this.retryAfter = retryAfter;
        this.meter = meter;
        this.group = new ArrayList<>(groupSize);
        this.held = new DeferredOperations<>(linger.toNanos());
        this.thread = new Thread(this, name);
        thread.setDaemon(true);
        this.inbox = new OperationQueue<>(capacity, thread);
    }

    public GroupCommitter<W> start() {
        thread.start();
        return this;
    }

    /** Queues the operation, or fails it at once. Never blocks. */
    public void submit(W work) {
        OperationQueue.Put put = inbox.put(work);
        if (put != OperationQueue.Put.TAKEN) {
            work.failure(failure(put == OperationQueue.Put.FULL ? LedgerException.Reason.FULL : LedgerException.Reason.CLOSED));
            work.deliver();
        }
    }

    /** Whether the last access to the storage succeeded. */
    public boolean healthy() {
        return healthy;
    }

    int waiting() {
        return inbox.waiting();
    }

    /**
     * Accepts no further operations, executes the waiting ones, and ends the thread.
     *
     * @param patience longest wait for the end of the thread
     * @return false if the thread has not ended in that time; it goes on with the remaining operations
     */
    public boolean close(Duration patience) throws InterruptedException {
        closing = true;
        inbox.wake();
        thread.join(Math.max(1, patience.toMillis()));
        return !thread.isAlive();
    }

    @Override
    public void run() {
        while (!closing) {
            held.add(inbox.takeAll());
            if (held.nanosLeft() <= 0) {
                work(held.take());
            } else {
                idle();
            }
        }
        held.add(inbox.close());
        work(held.take());
        if (!healthy) {
            run(List.of()); // a new executor may have to recover an uncertain commit
        }
        discardStation();
    }

    private void idle() {
        if (healthy) {
            inbox.await(held.nanosLeft());
        } else {
            inbox.await(retryAfter.toNanos());
            run(List.of());
        }
    }

    private void work(W oldest) {
        W work = oldest;
        while (work != null) {
            group.clear();
            while (work != null && group.size() < groupSize) {
                group.add(work);
                W newer = next(work);
                work.next = null;
                work = newer;
            }
            inbox.begun(group.size());
            run(group);
        }
        group.clear();
    }

    @SuppressWarnings("unchecked") // the chain holds only operations of type W
    private W next(W work) {
        return (W) work.next;
    }

    /** Executes the operations and dispatches the results; an empty list only tests the storage. */
    private void run(List<W> works) {
        long start = System.nanoTime();
        try {
            station().run(works);
            healthy = true;
        } catch (Throwable e) { // if this thread ended, no caller would get a result
            trouble(works, e);
            return;
        }
        if (!works.isEmpty()) {
            meter.done(works.size(), System.nanoTime() - start);
            ResultDispatcher.deliver(works);
        }
    }

    private BatchExecutor<W> station() throws Exception {
        if (station != null && !station.usable()) {
            discardStation();
        }
        if (station == null) {
            station = opener.open();
        }
        return station;
    }

    private void trouble(List<W> works, Throwable e) {
        LedgerException.Reason fault = station == null ? null : station.faultOfOne(e);
        if (fault != null && works.size() > 1) {
            int half = works.size() / 2;
            run(works.subList(0, half));
            run(works.subList(half, works.size()));
            return;
        }
        if (fault == null) {
            // one warning: as long as the storage fails, every batch fails with it
            LOG.logf(healthy ? Logger.Level.WARN : Logger.Level.DEBUG, "%s: the storage failed: %s", thread.getName(),
                    SqlErrors.describe(e));
            healthy = false;
            discardStation();
        } else {
            LOG.warnf("%s: one operation failed: %s", thread.getName(), SqlErrors.describe(e));
        }
        works.forEach(work -> work.failure(failure(fault == null ? LedgerException.Reason.UNAVAILABLE : fault)));
        ResultDispatcher.deliver(works);
    }

    private LedgerException failure(LedgerException.Reason reason) {
        boolean helps = reason != LedgerException.Reason.CONFLICT && reason != LedgerException.Reason.UNREADABLE;
        return new LedgerException(reason, helps ? retryAfter : null);
    }

    private void discardStation() {
        if (station != null) {
            station.close();
            station = null;
        }
    }
}
