package dev.zoetrope.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;

import dev.zoetrope.video.TaskId;

/**
 * Takes back one opened create for which nothing was sent and whose caller is told so. A row that was given to a retry
 * meanwhile is to be sent instead, as somebody waits for it. In the order of {@link Withdrawal}, and for its reason.
 */
final class Withdraw extends Write.Single<Void> {
    private static final int FIRST_ANSWER = 0;

    private final TaskId id;

    Withdraw(TaskId id) {
        this.id = id;
    }

    @Override
    void run(Session session) throws SQLException {
        one(session.prepared(Withdrawal.REMOVE));
        one(session.prepared(Withdrawal.SEND));
        result(null);
    }

    private void one(PreparedStatement statement) throws SQLException {
        statement.setString(1, id.value());
        statement.setInt(2, FIRST_ANSWER);
        statement.executeUpdate();
    }
}
