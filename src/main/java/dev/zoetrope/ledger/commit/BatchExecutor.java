package dev.zoetrope.ledger.commit;

import java.util.List;

import dev.zoetrope.ledger.LedgerException;

/**
 * Executes the batches of a {@link GroupCommitter}, for example on a database connection. Used by the committer's thread
 * only. Lives long; is closed and replaced after a failure of the storage.
 *
 * @param <W> the type of the operations
 */
public interface BatchExecutor<W extends LedgerOperation<?>> extends AutoCloseable {

    /** Creates an executor; called again after a failure of the storage. */
    @FunctionalInterface
    interface Opener<W extends LedgerOperation<?>> {
        BatchExecutor<W> open() throws Exception;
    }

    /**
     * Executes the batch, all or nothing. When it returns, every operation has its result, and all writes are durable.
     *
     * @throws Exception if nothing was written, or if a failed commit makes that uncertain
     */
    void run(List<W> batch) throws Exception;

    /** Whether the executor still works; its connection may have been lost while it was idle. */
    default boolean usable() {
        return true;
    }

    /**
     * Classifies a failure of {@link #run}: the reason if one operation of the batch is at fault, so that the batch has to
     * be split; null if the storage itself failed.
     */
    LedgerException.Reason faultOfOperation(Throwable failure);

    /** Throws no exception. */
    @Override
    void close();
}
