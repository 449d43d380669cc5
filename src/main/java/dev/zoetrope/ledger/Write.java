package dev.zoetrope.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * A change of the record. The changes of one group are all concurrent, as none of them has been acknowledged, so their
 * order is free: those that share a statement go together as a batch.
 *
 * @param <R> what comes of it
 */
abstract class Write<R> extends Work<R> {

    /** Adds itself to a batch, or does itself at once. */
    abstract void begin(Session session) throws SQLException;

    /** Whether it waits in the batch of this statement. */
    boolean batched(String sql) {
        return false;
    }

    /** Takes the number of rows its part of the batch has changed. */
    void changed(int rows) {
        throw new IllegalStateException("not part of a batch");
    }

    /** {@link SqlStation.Job}: all writes of a group. */
    static void all(Session session, List<Write<?>> group) throws SQLException {
        for (Write<?> write : group) {
            write.begin(session);
        }
        finish(session, group, TaskSql.OPEN);
        finish(session, group, TaskSql.ADVANCE);
    }

    private static void finish(Session session, List<Write<?>> group, String sql) throws SQLException {
        int[] rows = null;
        int next = 0;
        for (Write<?> write : group) {
            if (write.batched(sql)) {
                if (rows == null) {
                    rows = session.prepared(sql).executeBatch();
                }
                write.changed(rows[next++]);
            }
        }
    }

    /** A new row. */
    static final class Open extends Write<Opened> {
        private final TaskRow row;

        Open(Intent intent) {
            this.row = TaskRow.whole(intent.task());
        }

        @Override
        void begin(Session session) throws SQLException {
            PreparedStatement statement = session.prepared(TaskSql.OPEN);
            row.bindOpen(statement);
            statement.addBatch();
        }

        @Override
        boolean batched(String sql) {
            return sql.equals(TaskSql.OPEN);
        }

        @Override
        void changed(int rows) {
            result(new Opened.Fresh(row.task(), new ReplyTicket(row.task().id(), 0)));
        }
    }

    /** The next version of a row. */
    static final class Advance extends Write<Boolean> {
        private final TaskRow row;

        Advance(TaskRow row) {
            this.row = row;
        }

        @Override
        void begin(Session session) throws SQLException {
            PreparedStatement statement = session.prepared(TaskSql.ADVANCE);
            row.bindAdvance(statement);
            statement.addBatch();
        }

        @Override
        boolean batched(String sql) {
            return sql.equals(TaskSql.ADVANCE);
        }

        @Override
        void changed(int rows) {
            result(rows == 1);
        }
    }
}
