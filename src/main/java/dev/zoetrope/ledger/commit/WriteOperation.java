package dev.zoetrope.ledger.commit;

import java.sql.SQLException;
import java.util.List;

import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;

/**
 * An operation that changes the database.
 *
 * @param <R> the type of the result
 */
public abstract class WriteOperation<R> extends LedgerOperation<R> {

    /** The task as this operation wrote it; null if it wrote none. Called after its statements and after the commit. */
    public Task written() {
        return null;
    }

    /**
     * The tasks of which this operation may have changed a column that {@link Task} has, or deleted the row. Called before
     * the commit. A task that is missing here may be shown to its caller as it was before ({@code Ledger.findCached}).
     */
    public List<TaskId> changed() {
        Task written = written();
        return written == null ? List.of() : List.of(written.id());
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

        @Override
        public abstract List<TaskId> changed();

        /** An operation that writes no task. */
        public static <R> Single<R> of(Statements<R> statements) {
            return new Single<>() {
                @Override
                public void run(JdbcSession session) throws SQLException {
                    result(statements.execute(session));
                }

                @Override
                public List<TaskId> changed() {
                    return List.of();
                }
            };
        }
    }
}
