package dev.zoetrope.ledger.commit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.jdbc.SqlErrors;

/**
 * One thread that gathers all work that waits, does it as one group at its station, and tells the results. What arrives
 * while a group is being done makes up the next one, so that groups grow with the load and a lone work never waits for
 * company.
 * Only lazy works do, for a while.
 *
 * <pre>
 * submit ─▶ inbox ─▶ group ─▶ station: done ─────────────────▶ results
 *   │                  ▲            ├─ one is at fault ─▶ halves, down to the one that fails alone
 *   └ full: fails      └────────────┴─ station in trouble ─▶ all fail; a new station for the next group
 * </pre>
 *
 * @param <W> the kind of work
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
     * @param capacity most works that wait
     * @param groupSize most works in a group
     * @param retryAfter what is told when the station is in trouble, and how often it is looked at then
     */
    public GroupCommitter(String name, int capacity, int groupSize, Duration retryAfter, BatchExecutor.Opener<W> opener,
            CommitListener meter) {
        this(name, capacity, groupSize, retryAfter, Duration.ZERO, opener, meter);
    }

    /** @param linger how long lazy works wait for others */
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

    /** Takes the work, or fails it at once. Never blocks. */
    public void submit(W work) {
        OperationQueue.Put put = inbox.put(work);
        if (put != OperationQueue.Put.TAKEN) {
            work.failure(failure(put == OperationQueue.Put.FULL ? LedgerException.Reason.FULL : LedgerException.Reason.CLOSED));
            work.deliver();
        }
    }

    public boolean healthy() {
        return healthy;
    }

    int waiting() {
        return inbox.waiting();
    }

    /**
     * Takes no more work, does what waits, and ends.
     *
     * @return false if that took longer than the given time; the rest is then told when it is done, if ever
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
            run(List.of()); // a new station may have something to put right
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

    @SuppressWarnings("unchecked") // the chain holds what this lane was given
    private W next(W work) {
        return (W) work.next;
    }

    /** Does the works and tells; an empty list only tries the station. */
    private void run(List<W> works) {
        long start = System.nanoTime();
        try {
            station().run(works);
            healthy = true;
        } catch (Throwable e) { // a lane that ends leaves everybody waiting
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
            // told once: while it lasts, every work that comes meets it
            LOG.logf(healthy ? Logger.Level.WARN : Logger.Level.DEBUG, "%s: the storage failed: %s", thread.getName(),
                    SqlErrors.describe(e));
            healthy = false;
            discardStation();
        } else {
            LOG.warnf("%s: one work failed: %s", thread.getName(), SqlErrors.describe(e));
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
