package dev.zoetrope.ledger.task;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import dev.zoetrope.ledger.jdbc.JdbcSession;

/**
 * Writes the transitions of a batch with one statement of PostgreSQL. Each column is sent as an array, so the server
 * parses and plans once for all rows. The statement returns the array positions of the rows that were changed.
 */
public final class PostgresBatchTransition {
    static final String SQL = sql();

    private PostgresBatchTransition() {
    }

    private static String sql() {
        StringBuilder set = new StringBuilder();
        StringBuilder arrays = new StringBuilder("?::text[], ?::bigint[], ?::bigint[]");
        StringBuilder names = new StringBuilder("id, before, held");
        for (TaskColumn column : TaskColumn.CHANGED) {
            String name = column.sqlName();
            set.append(set.isEmpty() ? "" : ", ").append(name).append(" = next.").append(name);
            arrays.append(", ?::").append(column.type()).append("[]");
            names.append(", ").append(name);
        }
        return "update task set " + set + " from unnest(" + arrays + ") with ordinality as next(" + names
                + ", place) where task.id = next.id and task.version = next.before "
                + "and (task.state <> 'sending' or task.permit = next.held) returning next.place";
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
        statement.setArray(1, array(session, "text", advances, row -> row.task().id().value()));
        statement.setArray(2, array(session, "bigint", advances, row -> row.task().version() - 1));
        statement.setArray(3, array(session, "bigint", advances, TaskRow::heldPermit));
        int next = 4;
        for (TaskColumn column : TaskColumn.CHANGED) {
            statement.setArray(next++, array(session, column.type(), advances, column::of));
        }
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

    private static Array array(JdbcSession session, String type, List<TransitionTask> advances,
            Function<TaskRow, Object> value) throws SQLException {
        return session.array(type, advances.stream().map(TransitionTask::row).map(value).toArray());
    }
}
