package dev.zoetrope.ledger.task;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;

/** Claims due rows, the longest overdue first: moves their {@code due_at} to the end of the lease. */
public class ClaimDueTasks extends WriteOperation.Single<List<Task>> {
    private final String step;
    private final Instant now;
    private final Instant until;
    private final int limit;
    private List<Task> claimed = List.of();

    /** @param step the value of the column {@code step} ({@link dev.zoetrope.ledger.DueKind}) */
    public ClaimDueTasks(String step, Instant now, Instant until, int limit) {
        this.step = step;
        this.now = now;
        this.until = until;
        this.limit = limit;
    }

    @Override
    public void run(JdbcSession session) throws SQLException {
        PreparedStatement statement = session.prepared(TaskSql.CLAIM);
        result(executeClaim(statement, bindDue(statement)));
    }

    /** Binds the end of the lease, the kind of work and the present time; returns the number of the next parameter. */
    final int bindDue(PreparedStatement statement) throws SQLException {
        statement.setLong(1, until.toEpochMilli());
        statement.setString(2, step);
        statement.setLong(3, now.toEpochMilli());
        return 4;
    }

    /** Binds the remaining parameters, executes the statement and returns the claimed tasks. */
    final List<Task> executeClaim(PreparedStatement statement, int next) throws SQLException {
        statement.setInt(next, limit);
        statement.setLong(next + 1, now.toEpochMilli());
        claimed = TaskRow.readAll(statement);
        return claimed;
    }

    /** A claim changes the due time. */
    @Override
    public final List<TaskId> changed() {
        return claimed.stream().map(Task::id).toList();
    }
}
