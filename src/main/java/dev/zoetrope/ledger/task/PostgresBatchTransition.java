package dev.zoetrope.ledger.task;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Task;

/**
 * Writes the transitions of a batch with one statement of PostgreSQL. Each column is sent as an array, so the server
 * parses and plans once for all rows. The statement returns the array positions of the rows that were changed.
 */
public final class PostgresBatchTransition {
    /** A column of the arrays: its name, its type, and the function that gets its value from a row. */
    private record Column(String name, String type, Function<TaskRow, Object> value) {
    }

    private static final List<Column> KEY = List.of(new Column("id", "text", row -> row.task().id().value()),
            new Column("before", "bigint", row -> row.task().version() - 1));
    private static final List<Column> CHANGED = List.of(
            new Column("state", "text", row -> StateCodec.stateValue(row.task().state())),
            new Column("status", "text", row -> row.task().status().value()),
            new Column("step", "text", row -> columnValue(DueKind.of(row.task()))),
            new Column("version", "bigint", row -> row.task().version()),
            new Column("updated_at", "bigint", row -> row.task().updatedAt().toEpochMilli()),
            new Column("due_at", "bigint", row -> due(row.task())),
            new Column("attempts", "integer", row -> row.task().attempts()),
            new Column("vendor_id", "text", row -> row.task().state().vendorId()),
            new Column("progress", "integer", row -> row.task().state().progress()),
            new Column("estimate", "integer", row -> row.task().state().estimatedSeconds()),
            new Column("detail", "text", TaskRow::detail),
            new Column("permit", "bigint", row -> row.task().permit()));
    static final String SQL = sql();

    private PostgresBatchTransition() {
    }

    private static String sql() {
        StringBuilder set = new StringBuilder();
        StringBuilder arrays = new StringBuilder();
        StringBuilder names = new StringBuilder();
        for (Column column : KEY) {
            arrays.append("?::").append(column.type()).append("[], ");
            names.append(column.name()).append(", ");
        }
        for (Column column : CHANGED) {
            set.append(set.isEmpty() ? "" : ", ").append(column.name()).append(" = next.").append(column.name());
            arrays.append("?::").append(column.type()).append("[], ");
            names.append(column.name()).append(", ");
        }
        arrays.setLength(arrays.length() - 2);
        return "update task set " + set + " from unnest(" + arrays + ") with ordinality as next(" + names
                + "place) where task.id = next.id and task.version = next.before "
                + "and (task.state <> 'sending' or task.permit = next.permit) returning next.place";
    }

    /**
     * Writes the transitions and sets the result of each. One statement can change a row only once, so a second transition
     * of the same row is written with another statement after it.
     */
    public static void writeAll(JdbcSession session, List<TransitionTask> advances) throws SQLException {
        Set<String> ids = new HashSet<>();
        List<TransitionTask> first = new ArrayList<>(advances.size());
        List<TransitionTask> rest = new ArrayList<>(0);
        advances.forEach(transition -> (ids.add(transition.id()) ? first : rest).add(transition));
        writeDistinct(session, first);
        if (!rest.isEmpty()) {
            writeAll(session, rest);
        }
    }

    private static void writeDistinct(JdbcSession session, List<TransitionTask> advances) throws SQLException {
        PreparedStatement statement = session.prepared(SQL);
        int next = bind(session, statement, 1, KEY, advances);
        bind(session, statement, next, CHANGED, advances);
        boolean[] won = new boolean[advances.size()];
        try (ResultSet positions = statement.executeQuery()) {
            while (positions.next()) {
                won[positions.getInt(1) - 1] = true;
            }
        }
        for (int i = 0; i < won.length; i++) {
            advances.get(i).changed(won[i] ? 1 : 0);
        }
    }

    private static int bind(JdbcSession session, PreparedStatement statement, int first, List<Column> columns,
            List<TransitionTask> advances) throws SQLException {
        int next = first;
        for (Column column : columns) {
            Object[] values = new Object[advances.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = column.value().apply(advances.get(i).row());
            }
            statement.setArray(next++, session.array(column.type(), values));
        }
        return next;
    }

    private static String columnValue(DueKind kind) {
        return kind == null ? null : kind.column();
    }

    private static Long due(Task task) {
        return task.dueAt() == null ? null : task.dueAt().toEpochMilli();
    }
}
