package dev.zoetrope.ledger.retry;

import java.sql.PreparedStatement;
import java.sql.SQLException;

import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.TaskId;

/**
 * Takes back one opened create for which nothing was sent and whose caller is told so. A row that was given to a retry
 * meanwhile is to be sent instead, as somebody waits for it. In the order of {@link UncertainCommitRecovery}, and for its
 * reason.
 */
public final class WithdrawCreate extends WriteOperation.Single<Void> {
    private static final int FIRST_ANSWER = 0;

    private final TaskId id;

    public WithdrawCreate(TaskId id) {
        this.id = id;
    }

    @Override
    public void run(JdbcSession session) throws SQLException {
        one(session.prepared(UncertainCommitRecovery.REMOVE));
        one(session.prepared(UncertainCommitRecovery.SEND));
        result(null);
    }

    private void one(PreparedStatement statement) throws SQLException {
        statement.setString(1, id.value());
        statement.setInt(2, FIRST_ANSWER);
        statement.executeUpdate();
    }
}
