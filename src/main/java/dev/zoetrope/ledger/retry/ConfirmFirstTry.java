package dev.zoetrope.ledger.retry;

import java.sql.PreparedStatement;
import java.sql.SQLException;

import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Task;

/** A create that may have been overtaken was not: from now on its retries find it. */
public final class ConfirmFirstTry extends WriteOperation.Single<Void> {
    private final Task fresh;
    private final long fingerprint;

    public ConfirmFirstTry(Task fresh) {
        this.fresh = fresh;
        this.fingerprint = Fingerprint.of(fresh);
    }

    @Override
    public void run(JdbcSession session) throws SQLException {
        PreparedStatement statement = session.prepared(RetrySql.STANDS);
        statement.setLong(1, fingerprint);
        statement.setString(2, fresh.id().value());
        statement.executeUpdate();
        result(null);
    }
}
