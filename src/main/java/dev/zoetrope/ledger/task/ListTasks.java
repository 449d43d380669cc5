package dev.zoetrope.ledger.task;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.zoetrope.ledger.commit.Query;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;

/** A page of a caller's tasks, newest first; empty if the cursor is not a task of the caller. */
public final class ListTasks extends Query<Optional<List<Task>>> {
    private static final String[] ONE_STATUS = { TaskSql.page(false), TaskSql.page(true) };
    private static final String[] ALL_STATUSES = { TaskSql.pageOfAll(false), TaskSql.pageOfAll(true) };

    private final Caller caller;
    private final Optional<Status> status;
    private final int limit;
    private final Optional<TaskId> after;

    public ListTasks(Caller caller, Optional<Status> status, int limit, Optional<TaskId> after) {
        this.caller = caller;
        this.status = status;
        this.limit = limit;
        this.after = after;
    }

    @Override
    public Optional<List<Task>> execute(JdbcSession session) throws SQLException {
        long cursor = 0;
        if (after.isPresent()) {
            PreparedStatement statement = session.prepared(TaskSql.CURSOR);
            statement.setString(1, after.get().value());
            statement.setString(2, caller.id());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                cursor = row.getLong(1);
            }
        }
        return Optional.of(page(session, cursor));
    }

    private List<Task> page(JdbcSession session, long cursor) throws SQLException {
        String[] texts = status.isPresent() ? ONE_STATUS : ALL_STATUSES;
        PreparedStatement statement = session.prepared(texts[after.isPresent() ? 1 : 0]);
        int next = 1;
        if (status.isPresent()) {
            bind(statement, next, status.get(), cursor);
        } else {
            for (Status each : Status.values()) {
                next = bind(statement, next, each, cursor);
            }
            statement.setInt(next, limit);
        }
        List<Task> tasks = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                tasks.add(TaskRow.read(row));
            }
        }
        return tasks;
    }

    private int bind(PreparedStatement statement, int first, Status each, long cursor) throws SQLException {
        int next = first;
        statement.setString(next++, caller.id());
        statement.setString(next++, each.value());
        if (after.isPresent()) {
            statement.setLong(next++, cursor);
            statement.setString(next++, after.get().value());
        }
        statement.setInt(next++, limit);
        return next;
    }
}
