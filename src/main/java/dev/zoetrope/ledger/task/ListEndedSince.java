package dev.zoetrope.ledger.task;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.zoetrope.ledger.commit.Query;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;

/** A page of a caller's ended tasks, ordered by the time of their last write and then by id. */
public final class ListEndedSince extends Query<List<Task>> {
    private final Caller caller;
    private final long since;
    private final String after;
    private final int limit;

    public ListEndedSince(Caller caller, Instant since, Optional<TaskId> after, int limit) {
        this.caller = caller;
        this.since = since.toEpochMilli();
        this.after = after.map(TaskId::value).orElse("");
        this.limit = limit;
    }

    @Override
    public List<Task> execute(JdbcSession session) throws SQLException {
        PreparedStatement statement = session.prepared(TaskSql.ENDED_SINCE);
        int next = 1;
        for (Status status : Status.values()) {
            if (status.ended()) {
                statement.setString(next++, caller.id());
                statement.setLong(next++, since);
                statement.setLong(next++, since);
                statement.setString(next++, after);
                statement.setInt(next++, limit);
            }
        }
        statement.setInt(next, limit);
        List<Task> tasks = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                tasks.add(TaskRow.read(row));
            }
        }
        return tasks;
    }
}
