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
import java.util.OptionalLong;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;

/** The queries of tasks; {@link Ledger} describes each. */
public final class TaskQueries {
    private static final String[] ONE_STATUS = { TaskSql.page(false), TaskSql.page(true) };
    private static final String[] ALL_STATUSES = { TaskSql.pageOfAll(false), TaskSql.pageOfAll(true) };

    private TaskQueries() {
    }

    public static Optional<Task> find(JdbcSession session, TaskId id) throws SQLException {
        PreparedStatement statement = session.prepared(TaskSql.FIND);
        statement.setString(1, id.value());
        return TaskRow.readAll(statement).stream().findFirst();
    }

    public static List<Task> find(JdbcSession session, List<TaskId> ids) throws SQLException {
        List<Task> tasks = new ArrayList<>(ids.size());
        for (int from = 0; from < ids.size(); from += TaskSql.IDS_PER_STATEMENT) {
            PreparedStatement statement = session.prepared(TaskSql.FIND_BY_IDS);
            for (int i = 0; i < TaskSql.IDS_PER_STATEMENT; i++) {
                statement.setString(i + 1, ids.get(Math.min(from + i, ids.size() - 1)).value());
            }
            tasks.addAll(TaskRow.readAll(statement));
        }
        return tasks;
    }

    public static Optional<List<Task>> list(JdbcSession session, Caller caller, Optional<Status> status, int limit,
            Optional<TaskId> after) throws SQLException {
        OptionalLong cursor = after.isPresent() ? createdAt(session, caller, after.get()) : OptionalLong.of(0);
        if (cursor.isEmpty()) {
            return Optional.empty();
        }
        String[] texts = status.isPresent() ? ONE_STATUS : ALL_STATUSES;
        PreparedStatement statement = session.prepared(texts[after.isPresent() ? 1 : 0]);
        int next = 1;
        for (Status each : status.map(List::of).orElse(List.of(Status.values()))) {
            statement.setString(next++, caller.id());
            statement.setString(next++, each.value());
            if (after.isPresent()) {
                statement.setLong(next++, cursor.getAsLong());
                statement.setString(next++, after.get().value());
            }
            statement.setInt(next++, limit);
        }
        if (status.isEmpty()) {
            statement.setInt(next, limit);
        }
        return Optional.of(TaskRow.readAll(statement));
    }

    public static Optional<List<Task>> listShown(JdbcSession session, Caller caller, boolean oldestFirst, int limit,
            Optional<TaskId> after) throws SQLException {
        OptionalLong cursor = after.isPresent() ? createdAt(session, caller, after.get()) : OptionalLong.of(0);
        if (cursor.isEmpty()) {
            return Optional.empty();
        }
        PreparedStatement statement = session.prepared(TaskSql.pageOfShown(oldestFirst, after.isPresent()));
        int next = 1;
        statement.setString(next++, caller.id());
        if (after.isPresent()) {
            statement.setLong(next++, cursor.getAsLong());
            statement.setString(next++, after.get().value());
        }
        statement.setInt(next, limit);
        return Optional.of(TaskRow.readAll(statement));
    }

    /** When a task of this caller was created; empty if the caller has no such task. */
    private static OptionalLong createdAt(JdbcSession session, Caller caller, TaskId id) throws SQLException {
        PreparedStatement statement = session.prepared(TaskSql.CURSOR);
        statement.setString(1, id.value());
        statement.setString(2, caller.id());
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
    }

    public static List<Task> endedSince(JdbcSession session, Caller caller, Instant since, Optional<TaskId> after, int limit)
            throws SQLException {
        PreparedStatement statement = session.prepared(TaskSql.ENDED_SINCE);
        int next = 1;
        for (Status status : Status.values()) {
            if (status.ended()) {
                statement.setString(next++, caller.id());
                statement.setLong(next++, since.toEpochMilli());
                statement.setLong(next++, since.toEpochMilli());
                statement.setString(next++, after.map(TaskId::value).orElse(""));
                statement.setInt(next++, limit);
            }
        }
        statement.setInt(next, limit);
        return TaskRow.readAll(statement);
    }

    public static List<Task> oldestEnded(JdbcSession session, Instant before, int limit) throws SQLException {
        PreparedStatement statement = session.prepared(TaskSql.OLDEST_ENDED);
        int next = 1;
        for (Status status : Status.values()) {
            if (status.ended()) {
                statement.setLong(next++, before.toEpochMilli());
                statement.setInt(next++, limit);
            }
        }
        statement.setInt(next, limit);
        return TaskRow.readAll(statement);
    }

    public static List<Task> lastCompleted(JdbcSession session, int limit) throws SQLException {
        PreparedStatement statement = session.prepared(TaskSql.LAST_COMPLETED);
        statement.setInt(1, limit);
        return TaskRow.readAll(statement);
    }

    public static Map<Caller, Integer> pendingByCaller(JdbcSession session) throws SQLException {
        Map<Caller, Integer> waiting = new HashMap<>();
        try (ResultSet row = session.prepared(TaskSql.PENDING_BY_CALLER).executeQuery()) {
            while (row.next()) {
                waiting.put(new Caller(row.getString(1)), row.getInt(2));
            }
        }
        return waiting;
    }

    public static Map<Pin, Integer> liveByPin(JdbcSession session) throws SQLException {
        Map<Pin, Integer> live = new HashMap<>();
        try (ResultSet row = session.prepared(TaskSql.LIVE_BY_PIN).executeQuery()) {
            while (row.next()) {
                live.put(new Pin(row.getString(1), row.getString(2)), row.getInt(3));
            }
        }
        return live;
    }

    public static Map<Status, Long> countByStatus(JdbcSession session) throws SQLException {
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
