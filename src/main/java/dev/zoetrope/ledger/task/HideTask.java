package dev.zoetrope.ledger.task;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;

/** Hides a row that has not changed since it was read. */
public final class HideTask extends WriteOperation.Single<Boolean> {
    private final Task task;

    public HideTask(Task task) {
        this.task = task;
    }

    @Override
    public void run(JdbcSession session) throws SQLException {
        PreparedStatement statement = session.prepared(TaskSql.HIDE);
        statement.setString(1, task.id().value());
        statement.setLong(2, task.version());
        result(statement.executeUpdate() == 1);
    }

    @Override
    public List<TaskId> changed() {
        return List.of(task.id());
    }
}
