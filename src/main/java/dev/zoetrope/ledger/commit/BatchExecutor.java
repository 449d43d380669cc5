package dev.zoetrope.ledger.commit;

import java.util.List;

import dev.zoetrope.ledger.LedgerException;

/**
 * Where a lane's work is done: a file, a connection. Used by the lane's thread only, kept for long and thrown away
 * after trouble.
 *
 * @param <W> the kind of work
 */
public interface BatchExecutor<W extends LedgerOperation<?>> extends AutoCloseable {

    /** Makes a station; asked again after trouble. */
    @FunctionalInterface
    interface Opener<W extends LedgerOperation<?>> {
        BatchExecutor<W> open() throws Exception;
    }

    /**
     * Does the group, all or nothing: when it returns every work has its result, and what was written is durable.
     *
     * @throws Exception nothing was written, as far as anybody can know
     */
    void run(List<W> group) throws Exception;

    /** Whether it may be relied on; one that has stood idle may have been taken away meanwhile. */
    default boolean usable() {
        return true;
    }

    /**
     * What the failure says: the reason if one work of the group is at fault, so that the group has to be taken apart;
     * null if the station itself is in trouble.
     */
    LedgerException.Reason faultOfOne(Throwable failure);

    /** Never fails. */
    @Override
    void close();
}
