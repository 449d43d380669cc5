package dev.zoetrope.ledger.retry;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.TaskId;

/**
 * Deletes one inserted create for which nothing was sent and whose caller gets an error. If the row was assigned to a retry
 * meanwhile, it becomes {@code pending} instead, because a caller waits for it. The order of the two statements is that of
 * {@link UncertainCommitRecovery}, for the same reason.
 */
public final class WithdrawCreate extends WriteOperation.Single<Void> {
    private static final int FIRST_ANSWER = 0;

    private final TaskId id;

    public WithdrawCreate(TaskId id) {
        this.id = id;
    }

    @Override
    public void run(JdbcSession session) throws SQLException {
        execute(session.prepared(UncertainCommitRecovery.DELETE));
        execute(session.prepared(UncertainCommitRecovery.MAKE_PENDING));
        result(null);
    }

    @Override
    public List<TaskId> changed() {
        return List.of(id);
    }

    private void execute(PreparedStatement statement) throws SQLException {
        statement.setString(1, id.value());
        statement.setInt(2, FIRST_ANSWER);
        statement.executeUpdate();
    }
}
