package dev.zoetrope.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;

import dev.zoetrope.video.Task;

/** A create that may have been overtaken was not: from now on its retries find it. */
final class Stands extends Write.Single<Void> {
    private final Task fresh;
    private final long fingerprint;

    Stands(Task fresh) {
        this.fresh = fresh;
        this.fingerprint = Fingerprint.of(fresh);
    }

    @Override
    void run(Session session) throws SQLException {
        PreparedStatement statement = session.prepared(RetrySql.STANDS);
        statement.setLong(1, fingerprint);
        statement.setString(2, fresh.id().value());
        statement.executeUpdate();
        result(null);
    }
}
