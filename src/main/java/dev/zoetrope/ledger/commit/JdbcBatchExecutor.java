package dev.zoetrope.ledger.commit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import javax.sql.DataSource;

import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.jdbc.SqlErrors;

/**
 * Executes each batch as one transaction on a database connection.
 *
 * @param <W> the type of the operations
 */
public final class JdbcBatchExecutor<W extends LedgerOperation<?>> implements BatchExecutor<W> {

    /** Executes the operations within the transaction and sets the result of each. */
    @FunctionalInterface
    public interface Batch<W> {
        void run(JdbcSession session, List<W> group) throws SQLException;
    }

    /**
     * Is notified of the outcome of each commit: durable or uncertain.
     *
     * @param <W> the type of the operations
     */
    public interface CommitOutcomeListener<W> {
        /** The commit of this batch failed. Nevertheless it may have happened, or may still happen. */
        void uncertain(List<W> group);

        /** The commit of this batch is durable. Called before the results are dispatched. */
        void certain(List<W> group);

        /** Called on a new connection before any operation: recovers from earlier uncertain commits. */
        void settle(JdbcSession session) throws SQLException;
    }

    /** Attempts for a batch that conflicts with other transactions; after so many it fails. */
    private static final int TRIES = 5;
    /** The SQL state "transaction resolution unknown". */
    private static final String UNCERTAIN = "08007";

    /**
     * A shared connection that was idle for so long is tested before a batch uses it. If the process was frozen, or a device
     * on the network path dropped the connection, the batch would fail for that reason alone.
     */
    static final Duration IDLE = Duration.ofSeconds(1);

    private final JdbcSession session;
    private final Batch<W> job;
    private final CommitOutcomeListener<W> aftermath;
    private long lastUsed = System.nanoTime();

    private JdbcBatchExecutor(JdbcSession session, Batch<W> job, CommitOutcomeListener<W> aftermath) {
        this.session = session;
        this.job = job;
        this.aftermath = aftermath;
    }

    /**
     * An opener of executors for operations that change nothing.
     *
     * @param longest longest time of a statement, in PostgreSQL
     * @param job executes the operations of a batch
     */
    public static <W extends LedgerOperation<?>> Opener<W> on(DataSource source, Duration longest, Batch<W> job) {
        return () -> new JdbcBatchExecutor<>(JdbcSession.open(source, longest), job, null);
    }

    /** An opener of executors for operations that write. */
    public static <W extends LedgerOperation<?>> Opener<W> on(DataSource source, Duration longest, Batch<W> job,
            CommitOutcomeListener<W> aftermath) {
        return () -> {
            JdbcSession session = JdbcSession.open(source, longest);
            try {
                aftermath.settle(session);
                return new JdbcBatchExecutor<>(session, job, aftermath);
            } catch (SQLException | RuntimeException e) {
                session.close();
                throw e;
            }
        };
    }

    @Override
    public boolean usable() {
        return !session.shared() || System.nanoTime() - lastUsed < IDLE.toNanos() || session.answers();
    }

    @Override
    public void run(List<W> group) throws SQLException {
        work(group);
        try {
            session.commit();
        } catch (SQLException | RuntimeException | Error e) {
            if (aftermath != null) {
                aftermath.uncertain(group);
            }
            // whatever the exception says: the failure of a commit is never the fault of a single row
            throw new SQLException("the commit failed", UNCERTAIN, e);
        }
        lastUsed = System.nanoTime();
        if (aftermath != null) {
            aftermath.certain(group);
        }
    }

    private void work(List<W> group) throws SQLException {
        for (int tries = 1;; tries++) {
            try {
                job.run(session, group);
                return;
            } catch (SQLException | RuntimeException e) {
                boolean again = tries < TRIES && SqlErrors.passes(e);
                if (again || faultOfOne(e) != null) {
                    session.rollback();
                }
                if (!again) {
                    throw e;
                }
            }
        }
    }

    @Override
    public LedgerException.Reason faultOfOne(Throwable failure) {
        return SqlErrors.faultOfRow(failure);
    }

    @Override
    public void close() {
        session.close();
    }
}
