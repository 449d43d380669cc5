package dev.zoetrope.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;

/**
 * A look at the record.
 *
 * @param <R> what is seen
 */
abstract class Read<R> extends Work<R> {

    abstract R look(Session session) throws SQLException;

    /** {@link SqlStation.Job}: all reads of a group, on one state of the record. */
    static void all(Session session, List<Read<?>> group) throws SQLException {
        for (Read<?> read : group) {
            read.lookInto(session);
        }
    }

    private void lookInto(Session session) throws SQLException {
        result(look(session));
    }

    /** One task. */
    static final class Find extends Read<Optional<Task>> {
        private final TaskId id;

        Find(TaskId id) {
            this.id = id;
        }

        @Override
        Optional<Task> look(Session session) throws SQLException {
            PreparedStatement statement = session.prepared(TaskSql.FIND);
            statement.setString(1, id.value());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(TaskRow.read(row)) : Optional.empty();
            }
        }
    }

    /** How many of each status. */
    static final class Counts extends Read<Map<Status, Long>> {
        @Override
        Map<Status, Long> look(Session session) throws SQLException {
            Map<Status, Long> counts = new EnumMap<>(Status.class);
            for (Status status : Status.values()) {
                counts.put(status, 0L);
            }
            try (ResultSet row = session.prepared(TaskSql.COUNTS).executeQuery()) {
                while (row.next()) {
                    counts.merge(Status.of(row.getString(1)).orElseThrow(), row.getLong(2), Long::sum);
                }
            }
            return counts;
        }
    }
}
