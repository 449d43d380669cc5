package dev.zoetrope.ledger.task;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.zoetrope.ledger.commit.Query;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;

/** The short queries of tasks. */
public final class TaskQueries {
    private TaskQueries() {
    }

    /** Finds one task by its id. */
    public static final class Find extends Query<Optional<Task>> {
        private final TaskId id;

        public Find(TaskId id) {
            this.id = id;
        }

        @Override
        public Optional<Task> execute(JdbcSession session) throws SQLException {
            PreparedStatement statement = session.prepared(TaskSql.FIND);
            statement.setString(1, id.value());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(TaskRow.read(row)) : Optional.empty();
            }
        }
    }

    /** The number of creates of each caller that wait to be sent. */
    public static final class PendingByCaller extends Query<Map<Caller, Integer>> {
        @Override
        public Map<Caller, Integer> execute(JdbcSession session) throws SQLException {
            Map<Caller, Integer> waiting = new HashMap<>();
            try (ResultSet row = session.prepared(TaskSql.PENDING_BY_CALLER).executeQuery()) {
                while (row.next()) {
                    waiting.put(new Caller(row.getString(1)), row.getInt(2));
                }
            }
            return waiting;
        }
    }

    /** The tasks that were completed last, newest first. */
    public static final class LastCompleted extends Query<List<Task>> {
        private final int limit;

        public LastCompleted(int limit) {
            this.limit = limit;
        }

        @Override
        public List<Task> execute(JdbcSession session) throws SQLException {
            PreparedStatement statement = session.prepared(TaskSql.LAST_COMPLETED);
            statement.setInt(1, limit);
            return tasks(statement);
        }
    }

    /** The tasks that ended before a time and have no outstanding work, oldest first. */
    public static final class OldestEnded extends Query<List<Task>> {
        private final Instant before;
        private final int limit;

        public OldestEnded(Instant before, int limit) {
            this.before = before;
            this.limit = limit;
        }

        @Override
        public List<Task> execute(JdbcSession session) throws SQLException {
            PreparedStatement statement = session.prepared(TaskSql.OLDEST_ENDED);
            int next = 1;
            for (Status status : Status.values()) {
                if (status.ended()) {
                    statement.setLong(next++, before.toEpochMilli());
                    statement.setInt(next++, limit);
                }
            }
            statement.setInt(next, limit);
            return tasks(statement);
        }
    }

    private static List<Task> tasks(PreparedStatement statement) throws SQLException {
        List<Task> tasks = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                tasks.add(TaskRow.read(row));
            }
        }
        return tasks;
    }

    /** The number of tasks of each status. */
    public static final class CountByStatus extends Query<Map<Status, Long>> {
        @Override
        public Map<Status, Long> execute(JdbcSession session) throws SQLException {
            Map<Status, Long> counts = new EnumMap<>(Status.class);
            for (Status status : Status.values()) {
                counts.put(status, 0L);
            }
            try (ResultSet row = session.prepared(TaskSql.COUNT_BY_STATUS).executeQuery()) {
                while (row.next()) {
                    counts.merge(Status.of(row.getString(1)).orElseThrow(), row.getLong(2), Long::sum);
                }
            }
            return counts;
        }
    }
}
