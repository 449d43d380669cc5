package dev.zoetrope.ledger.task;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.zoetrope.ledger.commit.Query;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;

/** Finds several tasks by their ids. */
public final class FindByIds extends Query<List<Task>> {
    private final List<TaskId> ids;

    public FindByIds(List<TaskId> ids) {
        this.ids = List.copyOf(ids);
    }

    @Override
    public List<Task> execute(JdbcSession session) throws SQLException {
        List<Task> tasks = new ArrayList<>(ids.size());
        for (int from = 0; from < ids.size(); from += TaskSql.IDS_PER_STATEMENT) {
            PreparedStatement statement = session.prepared(TaskSql.FIND_BY_IDS);
            for (int i = 0; i < TaskSql.IDS_PER_STATEMENT; i++) {
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
