package dev.zoetrope.ledger.retry;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Task;

/**
 * Takes back a create whose own retry was quicker: a retry that found no earlier create was opened itself, and owes its
 * place to a first try that had not come yet. It comes once; the lowest bit of {@code served} says that it has.
 */
public final class DropOvertakenFirstTry extends WriteOperation.Single<Boolean> {
    private final Task fresh;
    private final Instant lookBack;
    private final long fingerprint;

    public DropOvertakenFirstTry(Task fresh, Instant lookBack) {
        this.fresh = fresh;
        this.lookBack = lookBack;
        this.fingerprint = Fingerprint.of(fresh);
    }

    @Override
    public void run(JdbcSession session) throws SQLException {
        PreparedStatement owed = session.prepared(RetrySql.OWED);
        owed.setLong(1, fingerprint);
        owed.setLong(2, lookBack.toEpochMilli());
        owed.setString(3, fresh.caller().id());
        owed.setLong(4, lookBack.toEpochMilli());
        owed.setLong(5, fingerprint);
        boolean found = owed.executeUpdate() == 1;
        if (found) {
            PreparedStatement back = session.prepared(RetrySql.TAKE_BACK);
            back.setString(1, fresh.id().value());
            result(back.executeUpdate() == 1);
        } else {
            result(false);
        }
    }
}
