package dev.zoetrope.ledger.jdbc;

import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Set;

import org.jboss.logging.Logger;
import org.postgresql.util.PSQLException;
import org.sqlite.SQLiteException;

import dev.zoetrope.ledger.LedgerException;

/** Classifies and describes the exceptions of the databases. */
public final class SqlErrors {
    private static final Logger LOG = Logger.getLogger(SqlErrors.class);
    private static final int SQLITE_TOOBIG = 18;
    private static final int SQLITE_CONSTRAINT = 19;
    private static final int SQLITE_MISMATCH = 20;
    /** PostgreSQL: a row of an index would be too long. */
    private static final String LIMIT_EXCEEDED = "54000";
    /** PostgreSQL: serialization failure, deadlock, lock timeout. */
    private static final Set<String> TRANSIENT_STATES = Set.of("40001", "40P01", "55P03");
    /** SQLite's extended result codes contain the primary result code in the low byte. */
    private static final int PRIMARY_CODE_MASK = 0xff;

    private SqlErrors() {
    }

    /**
     * The reason if one row is at fault: its key exists (SQL state class 23) or its data does not fit (class 22). A runtime
     * exception is the fault of one row too: it comes from reading or writing that row. Null if the database itself failed.
     */
    public static LedgerException.Reason faultOfRow(Throwable failure) {
        if (!(failure instanceof SQLException e)) {
            return failure instanceof RuntimeException ? LedgerException.Reason.UNREADABLE : null;
        }
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        int code = state.isEmpty() ? e.getErrorCode() & PRIMARY_CODE_MASK : 0;
        if (code == SQLITE_CONSTRAINT || state.startsWith("23")) {
            return LedgerException.Reason.CONFLICT;
        }
        boolean unfit = code == SQLITE_TOOBIG || code == SQLITE_MISMATCH || state.startsWith("22")
                || state.equals(LIMIT_EXCEEDED);
        return unfit ? LedgerException.Reason.UNREADABLE : null;
    }

    /**
     * Whether the failure is a conflict with another transaction, so that a repetition may succeed. This includes the case
     * that another replica has inserted the same idempotency key: the repetition finds that create.
     */
    public static boolean isTransient(Throwable failure) {
        return failure instanceof SQLException e && e.getSQLState() != null
                && (TRANSIENT_STATES.contains(e.getSQLState()) || violates(e, "task_key"));
    }

    private static boolean violates(SQLException failure, String index) {
        Throwable cause = failure instanceof BatchUpdateException ? failure.getCause() : failure;
        return cause instanceof PSQLException e && e.getServerErrorMessage() != null
                && index.equals(e.getServerErrorMessage().getConstraint());
    }

    /**
     * A description for the log: codes only, because a database's message may quote the row with its prompt. The exception
     * itself is logged at DEBUG.
     */
    public static String describe(Throwable failure) {
        LOG.debug("what the storage said", failure);
        if (failure instanceof SQLException e) {
            return "%s, SQL state %s, code %d".formatted(e.getClass().getSimpleName(), e.getSQLState(),
                    e.getErrorCode());
        }
        return failure.getClass().getSimpleName();
    }

    /**
     * A description for the refusal of a start: the database's message, without the detail, which may quote a row; else the
     * message of the network failure; else codes. In the last two cases the exception is also logged at DEBUG.
     */
    static String describeForStart(Throwable failure) {
        Throwable last = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException e && e.getServerErrorMessage() != null) {
                return e.getServerErrorMessage().getMessage() + ", SQL state " + e.getSQLState();
            }
            if (cause instanceof SQLiteException e) {
                return e.getMessage();
            }
            last = cause instanceof SQLException || cause instanceof IOException ? cause : last;
        }
        LOG.debug("what the storage said", failure);
        return last instanceof IOException ? last.getClass().getSimpleName() + ": " + last.getMessage() : describe(last);
    }

    /** Closes the resource; a failure is only logged, at DEBUG. */
    public static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.debug("could not be closed", e);
        }
    }
}
