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

    private final OperationQueue<W> queue;
    private final BatchExecutor.Opener<W> opener;
    private final int batchSize;
    private final Duration retryAfter;
    private final CommitListener listener;
    private final Thread thread;
    private final List<W> batch;
    private final DeferredOperations<W> deferred;
    private BatchExecutor<W> executor;
    private volatile boolean healthy = true;
    private volatile boolean closing;

    /**
     * Lazy operations do not wait.
     *
     * @param name the name of the thread
     * @param capacity the maximum number of waiting operations
     * @param groupSize the maximum number of operations in a batch
     * @param retryAfter {@code retryAfter} of the exceptions, and the interval at which a failed storage is tried again
     * @param opener creates the executor
     * @param listener notified of each batch
     */
    public GroupCommitter(String name, int capacity, int groupSize, Duration retryAfter, BatchExecutor.Opener<W> opener,
            CommitListener listener) {
        this(name, capacity, groupSize, retryAfter, Duration.ZERO, opener, listener);
    }

    /** @param linger how long lazy operations wait for others */
    public GroupCommitter(String name, int capacity, int groupSize, Duration retryAfter, Duration linger,
            BatchExecutor.Opener<W> opener,
            CommitListener listener) {
        this.opener = opener;
        this.batchSize = groupSize;
        this.retryAfter = retryAfter;
        this.listener = listener;
        this.batch = new ArrayList<>(groupSize);
        this.deferred = new DeferredOperations<>(linger.toNanos());
        this.thread = new Thread(this, name);
        thread.setDaemon(true);
        this.queue = new OperationQueue<>(capacity, thread);
    }

    public GroupCommitter<W> start() {
        thread.start();
        return this;
    }

    /** Queues the operation, or fails it at once. Never blocks. */
    public void submit(W operation) {
        OperationQueue.PutResult put = queue.put(operation);
        if (put != OperationQueue.PutResult.ACCEPTED) {
            operation.failure(failure(
                    put == OperationQueue.PutResult.FULL ? LedgerException.Reason.FULL : LedgerException.Reason.CLOSED));
            operation.deliver();
        }
    }

    /** Whether the last access to the storage succeeded. */
    public boolean healthy() {
        return healthy;
    }

    int waiting() {
        return queue.waiting();
    }

    /**
     * Accepts no further operations, executes the waiting ones, and ends the thread.
     *
     * @param patience longest wait for the end of the thread
     * @return false if the thread has not ended in that time; it goes on with the remaining operations
     */
    public boolean close(Duration patience) throws InterruptedException {
        closing = true;
        queue.wake();
        thread.join(Math.max(1, patience.toMillis()));
        return !thread.isAlive();
    }

    @Override
    public void run() {
        while (!closing) {
            deferred.addAll(queue.takeAll());
            if (deferred.nanosLeft() <= 0) {
                executeAll(deferred.takeAll());
            } else {
                idle();
            }
        }
        deferred.addAll(queue.close());
        executeAll(deferred.takeAll());
        if (!healthy) {
            run(List.of()); // a new executor may have to recover an uncertain commit
        }
        closeExecutor();
    }

    private void idle() {
        if (healthy) {
            queue.await(deferred.nanosLeft());
        } else {
            queue.await(retryAfter.toNanos());
            run(List.of());
        }
    }

    private void executeAll(W oldest) {
        W operation = oldest;
        while (operation != null) {
            batch.clear();
            while (operation != null && batch.size() < batchSize) {
                batch.add(operation);
                W newer = next(operation);
                operation.next = null;
                operation = newer;
            }
            queue.started(batch.size());
            run(batch);
        }
        batch.clear();
    }

    @SuppressWarnings("unchecked") // the chain holds only operations of type W
    private W next(W operation) {
        return (W) operation.next;
    }

    /** Executes the operations and dispatches the results; an empty list only tests the storage. */
    private void run(List<W> operations) {
        long start = System.nanoTime();
        try {
            executor().run(operations);
            healthy = true;
        } catch (Throwable e) { // if this thread ended, no caller would get a result
            handleFailure(operations, e);
            return;
        }
        if (!operations.isEmpty()) {
            listener.committed(operations.size(), System.nanoTime() - start);
            ResultDispatcher.deliver(operations);
        }
    }

    private BatchExecutor<W> executor() throws Exception {
        if (executor != null && !executor.usable()) {
            closeExecutor();
        }
        if (executor == null) {
            executor = opener.open();
        }
        return executor;
    }

    private void handleFailure(List<W> operations, Throwable e) {
        LedgerException.Reason fault = executor == null ? null : executor.faultOfOperation(e);
        if (fault != null && operations.size() > 1) {
            int half = operations.size() / 2;
            run(operations.subList(0, half));
            run(operations.subList(half, operations.size()));
            return;
        }
        if (fault == null) {
            // one warning: as long as the storage fails, every batch fails with it
            LOG.logf(healthy ? Logger.Level.WARN : Logger.Level.DEBUG, "%s: the storage failed: %s", thread.getName(),
                    SqlErrors.describe(e));
            healthy = false;
            closeExecutor();
        } else {
            LOG.warnf("%s: one operation failed: %s", thread.getName(), SqlErrors.describe(e));
        }
        operations.forEach(operation -> operation.failure(failure(fault == null ? LedgerException.Reason.UNAVAILABLE : fault)));
        ResultDispatcher.deliver(operations);
    }

    private LedgerException failure(LedgerException.Reason reason) {
        boolean helps = reason != LedgerException.Reason.CONFLICT && reason != LedgerException.Reason.UNREADABLE;
        return new LedgerException(reason, helps ? retryAfter : null);
    }

    private void closeExecutor() {
        if (executor != null) {
            executor.close();
            executor = null;
        }
    }
}
