package dev.zoetrope.ledger.task;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;

/** Deletes ended rows that have not changed since they were read. Sorted by id, so that two replicas cannot deadlock. */
public final class DeleteTasks extends WriteOperation.Single<Integer> {
    private final List<Task> tasks;

    public DeleteTasks(List<Task> tasks) {
        this.tasks = tasks.stream().sorted(Comparator.comparing(task -> task.id().value())).toList();
    }

    @Override
    public void run(JdbcSession session) throws SQLException {
        PreparedStatement statement = session.prepared(TaskSql.DELETE);
        for (Task task : tasks) {
            statement.setString(1, task.id().value());
            statement.setLong(2, task.version());
            statement.addBatch();
        }
        result(tasks.isEmpty() ? 0 : IntStream.of(statement.executeBatch()).sum());
    }

    @Override
    public List<TaskId> changed() {
        return tasks.stream().map(Task::id).toList();
    }
}
