package dev.zoetrope.ledger.commit;

import java.sql.SQLException;

import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Task;

/**
 * An operation that changes the database.
 *
 * @param <R> the type of the result
 */
public abstract class WriteOperation<R> extends LedgerOperation<R> {

    /** The task as this operation wrote it; null if it wrote none. Called after the commit. */
    public Task written() {
        return null;
    }

    /** Whether it may violate the uniqueness of an idempotency key. */
    public boolean keyed() {
        return false;
    }

    /**
     * An operation that shares no statement with others.
     *
     * @param <R> the type of the result
     */
    public abstract static class Single<R> extends WriteOperation<R> {

        /** Executes the statements and sets the result. */
        public abstract void run(JdbcSession session) throws SQLException;

        /** An operation that writes no task. */
        public static <R> Single<R> of(Statements<R> statements) {
            return new Single<>() {
                @Override
                public void run(JdbcSession session) throws SQLException {
                    result(statements.execute(session));
                }
            };
        }
    }
}
