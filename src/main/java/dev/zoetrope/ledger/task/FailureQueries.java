package dev.zoetrope.ledger.task;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;

/** Finds tasks of all callers by the code of their failure. */
public final class FailureQueries {
    private static final String[] PAGES = { TaskSql.pageOfFailures(false), TaskSql.pageOfFailures(true) };

    private FailureQueries() {
    }

    public static List<Task> page(JdbcSession session, String code, int limit, Optional<TaskId> after) throws SQLException {
        Optional<Task> cursor = after.isPresent() ? TaskQueries.find(session, after.get()) : Optional.empty();
        if (after.isPresent() && cursor.isEmpty()) {
            return List.of();
        }
        PreparedStatement statement = session.prepared(PAGES[after.isPresent() ? 1 : 0]);
        int next = bind(statement, code);
        if (cursor.isPresent()) {
            statement.setLong(next++, cursor.get().updatedAt().toEpochMilli());
            statement.setString(next++, cursor.get().id().value());
        }
        statement.setInt(next, limit);
        return TaskRow.readAll(statement);
    }

    public static int count(JdbcSession session, String code) throws SQLException {
        PreparedStatement statement = session.prepared(TaskSql.COUNT_FAILURES);
        bind(statement, code);
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private static int bind(PreparedStatement statement, String code) throws SQLException {
        String beginning = StateCodec.beginningOfFailure(code);
        statement.setInt(1, Ledger.FAILURES);
        statement.setInt(2, beginning.length());
        statement.setString(3, beginning);
        return 4;
    }
}
