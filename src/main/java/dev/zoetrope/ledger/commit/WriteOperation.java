package dev.zoetrope.ledger.commit;

import java.sql.SQLException;
import java.util.List;

import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.jdbc.SqlErrors;
import dev.zoetrope.ledger.sql.WriteTransaction;
import dev.zoetrope.video.Task;

/**
 * A change of the record.
 *
 * @param <R> what comes of it
 */
public abstract class WriteOperation<R> extends LedgerOperation<R> {

    /** Puts itself where it belongs among the others. */
    public abstract void join(WriteTransaction group);

    /** {@link JdbcBatchExecutor.Batch}: all writes of a group. */
    public static void all(JdbcSession session, List<WriteOperation<?>> works) throws SQLException {
        try {
            once(session, works);
        } catch (SQLException e) {
            // Another replica may have inserted the same idempotency key since we looked: then we see it now.
            if (SqlErrors.faultOfRow(e) != LedgerException.Reason.CONFLICT || works.stream().noneMatch(WriteOperation::keyed)) {
                throw e;
            }
            session.rollback();
            once(session, works);
        }
    }

    private static void once(JdbcSession session, List<WriteOperation<?>> works) throws SQLException {
        WriteTransaction group = new WriteTransaction(session);
        for (WriteOperation<?> write : works) {
            write.join(group);
        }
        group.run();
    }

    /** The task as this has just written it; null when it wrote none. Asked once it is durable. */
    public Task written() {
        return null;
    }

    /** Whether it may collide with another on an idempotency key. */
    public boolean keyed() {
        return false;
    }

    /**
     * One that is a statement of its own.
     *
     * @param <R> what comes of it
     */
    public abstract static class Single<R> extends WriteOperation<R> {

        /** Sets the result. */
        public abstract void run(JdbcSession session) throws SQLException;

        @Override
        public final void join(WriteTransaction group) {
            group.singles.add(this);
        }
    }
}
