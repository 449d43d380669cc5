package dev.zoetrope.ledger.jdbc;

import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Set;

import org.jboss.logging.Logger;
import org.postgresql.util.PSQLException;
import org.sqlite.SQLiteException;

import dev.zoetrope.ledger.LedgerException;

/** What a database's exceptions mean. */
public final class SqlErrors {
    private static final Logger LOG = Logger.getLogger(SqlErrors.class);
    private static final int SQLITE_TOOBIG = 18;
    private static final int SQLITE_CONSTRAINT = 19;
    private static final int SQLITE_MISMATCH = 20;
    /** PostgreSQL: an index's row would be too long. */
    private static final String LIMIT_EXCEEDED = "54000";
    /** PostgreSQL: serialization failure, deadlock, a lock that was not given in time. */
    private static final Set<String> PASSING = Set.of("40001", "40P01", "55P03");
    /** SQLite's extended result codes keep the plain one in the low byte. */
    private static final int PLAIN_CODE = 0xff;

    private SqlErrors() {
    }

    /**
     * The reason if one row is at fault: its key is taken (SQL state class 23), or its data does not fit (class 22).
     * What is no SQLException is a fault in reading or writing one row, too. Null if the database is in trouble.
     */
    public static LedgerException.Reason faultOfRow(Throwable failure) {
        if (!(failure instanceof SQLException e)) {
            return failure instanceof RuntimeException ? LedgerException.Reason.UNREADABLE : null;
        }
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        int code = state.isEmpty() ? e.getErrorCode() & PLAIN_CODE : 0;
        if (code == SQLITE_CONSTRAINT || state.startsWith("23")) {
            return LedgerException.Reason.CONFLICT;
        }
        boolean unfit = code == SQLITE_TOOBIG || code == SQLITE_MISMATCH || state.startsWith("22")
                || state.equals(LIMIT_EXCEEDED);
        return unfit ? LedgerException.Reason.UNREADABLE : null;
    }

    /**
     * Whether nobody is at fault: another transaction was in the way, and the same again may well succeed. So when
     * another replica was first with the same idempotency key: the next try sees its create.
     */
    public static boolean passes(Throwable failure) {
        return failure instanceof SQLException e && e.getSQLState() != null
                && (PASSING.contains(e.getSQLState()) || violates(e, "task_key"));
    }

    private static boolean violates(SQLException failure, String index) {
        Throwable cause = failure instanceof BatchUpdateException ? failure.getCause() : failure;
        return cause instanceof PSQLException e && e.getServerErrorMessage() != null
                && index.equals(e.getServerErrorMessage().getConstraint());
    }

    /**
     * For the log: codes only, as a database's message may quote the row with its prompt. The rest shows at DEBUG.
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
     * For the refusal of a start: what the server itself said, without the detail that may quote a row; what the network said;
     * else codes. The rest shows at DEBUG.
     */
    static String sentence(Throwable failure) {
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

    public static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.debug("could not be closed", e);
        }
    }
}
