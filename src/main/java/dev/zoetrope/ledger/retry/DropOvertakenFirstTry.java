package dev.zoetrope.ledger.retry;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;

/**
 * Deletes a first try that arrived after its own retry. The retry found no earlier create, so it was stored as a new create
 * and is sent. When its first try arrives, bit 0 of {@code served} is set in the row of the retry: a retry has one first
 * try, so later equal creates are kept.
 */
public final class DropOvertakenFirstTry extends WriteOperation.Single<Boolean> {
    private final Task firstTry;
    private final Instant lookBack;
    private final long fingerprint;

    /**
     * @param firstTry the first try as it was inserted; it is deleted only if nothing was sent for it and no retry has it
     * @param lookBack older retries do not match
     */
    public DropOvertakenFirstTry(Task firstTry, Instant lookBack) {
        this.firstTry = firstTry;
        this.lookBack = lookBack;
        this.fingerprint = Fingerprint.of(firstTry);
    }

    @Override
    public void run(JdbcSession session) throws SQLException {
        PreparedStatement matchRetry = session.prepared(RetrySql.MARK_FIRST_TRY_ARRIVED);
        matchRetry.setLong(1, fingerprint);
        matchRetry.setLong(2, lookBack.toEpochMilli());
        matchRetry.setString(3, firstTry.caller().id());
        matchRetry.setLong(4, lookBack.toEpochMilli());
        matchRetry.setLong(5, fingerprint);
        boolean found = matchRetry.executeUpdate() == 1;
        if (found) {
            PreparedStatement delete = session.prepared(RetrySql.DELETE_FIRST_TRY);
            delete.setString(1, firstTry.id().value());
            result(delete.executeUpdate() == 1);
        } else {
            result(false);
        }
    }

    @Override
    public List<TaskId> changed() {
        return List.of(firstTry.id());
    }
}
