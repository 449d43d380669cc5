package dev.zoetrope.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/** Removes the oldest ended rows, a few at a time. */
final class Removal extends Write.Single<Integer> {
    private final Instant before;
    private final int limit;

    Removal(Instant before, int limit) {
        this.before = before;
        this.limit = limit;
    }

    @Override
    void run(Session session) throws SQLException {
        PreparedStatement statement = session.prepared(TaskSql.REMOVE);
        statement.setLong(1, before.toEpochMilli());
        statement.setInt(2, limit);
        result(statement.executeUpdate());
    }
}
