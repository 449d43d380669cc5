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
        void run(JdbcSession session, List<W> batch) throws SQLException;
    }

    /**
     * Is notified of the outcome of each commit, durable or uncertain, and recovers from an uncertain one.
     *
     * @param <W> the type of the operations
     */
    public interface CommitOutcomeListener<W> {
        /** The commit of this batch failed. Nevertheless it may have happened, or may still happen. */
        void uncertain(List<W> batch);

        /** The commit of this batch is durable. Called before the results are dispatched. */
        void committed(List<W> batch);

        /** Called on a new connection before any operation: recovers from earlier uncertain commits. */
        void recover(JdbcSession session) throws SQLException;
    }

    /** Attempts for a batch that conflicts with other transactions; after so many it fails. */
    private static final int MAX_ATTEMPTS = 5;
    /** The SQL state "transaction resolution unknown". */
    private static final String UNCERTAIN_STATE = "08007";

    /**
     * A shared connection that was idle for so long is tested before a batch uses it. If the process was frozen, or a device
     * on the network path dropped the connection, the batch would fail for that reason alone.
     */
    static final Duration MAX_UNTESTED_IDLE = Duration.ofSeconds(1);

    private final JdbcSession session;
    private final Batch<W> transactionBody;
    private final CommitOutcomeListener<W> commitListener;
    private long lastUsed = System.nanoTime();

    private JdbcBatchExecutor(JdbcSession session, Batch<W> transactionBody, CommitOutcomeListener<W> commitListener) {
        this.session = session;
        this.transactionBody = transactionBody;
        this.commitListener = commitListener;
    }

    /**
     * An opener of executors for operations that change nothing.
     *
     * @param timeout longest time of a statement, in PostgreSQL
     * @param transactionBody executes the operations of a batch
     */
    public static <W extends LedgerOperation<?>> Opener<W> opener(DataSource source, Duration timeout,
            Batch<W> transactionBody) {
        return () -> new JdbcBatchExecutor<>(JdbcSession.open(source, timeout), transactionBody, null);
    }

    /** An opener of executors for operations that write. */
    public static <W extends LedgerOperation<?>> Opener<W> opener(DataSource source, Duration timeout, Batch<W> transactionBody,
            CommitOutcomeListener<W> commitListener) {
        return () -> {
            JdbcSession session = JdbcSession.open(source, timeout);
            try {
                commitListener.recover(session);
                return new JdbcBatchExecutor<>(session, transactionBody, commitListener);
            } catch (SQLException | RuntimeException e) {
                session.close();
                throw e;
            }
        };
    }

    @Override
    public boolean usable() {
        return !session.isShared() || System.nanoTime() - lastUsed < MAX_UNTESTED_IDLE.toNanos() || session.isAlive();
    }

    @Override
    public void run(List<W> batch) throws SQLException {
        executeWithRetries(batch);
        try {
            session.commit();
        } catch (SQLException | RuntimeException | Error e) {
            if (commitListener != null) {
                commitListener.uncertain(batch);
            }
            // whatever the exception says: the failure of a commit is never the fault of a single row
            throw new SQLException("the commit failed", UNCERTAIN_STATE, e);
        }
        lastUsed = System.nanoTime();
        if (commitListener != null) {
            commitListener.committed(batch);
        }
    }

    private void executeWithRetries(List<W> batch) throws SQLException {
        for (int tries = 1;; tries++) {
            try {
                transactionBody.run(session, batch);
                return;
            } catch (SQLException | RuntimeException e) {
                boolean again = tries < MAX_ATTEMPTS && SqlErrors.isTransient(e);
                if (again || faultOfOperation(e) != null) {
                    session.rollback();
                }
                if (!again) {
                    throw e;
                }
            }
        }
    }

    @Override
    public LedgerException.Reason faultOfOperation(Throwable failure) {
        return SqlErrors.faultOfRow(failure);
    }

    @Override
    public void close() {
        session.close();
    }
}
