package dev.zoetrope.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;

/** Several tasks by their ids. */
final class Several extends Read<List<Task>> {
    private final List<TaskId> ids;

    Several(List<TaskId> ids) {
        this.ids = List.copyOf(ids);
    }

    @Override
    List<Task> look(Session session) throws SQLException {
        List<Task> tasks = new ArrayList<>(ids.size());
        for (int from = 0; from < ids.size(); from += TaskSql.SEVERAL_IDS) {
            PreparedStatement statement = session.prepared(TaskSql.SEVERAL);
            for (int i = 0; i < TaskSql.SEVERAL_IDS; i++) {
                statement.setString(i + 1, ids.get(Math.min(from + i, ids.size() - 1)).value());
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    tasks.add(TaskRow.read(row));
                }
            }
        }
        return tasks;
    }
}
