package dev.zoetrope.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

import dev.zoetrope.video.Status;

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
        int next = 1;
        for (Status status : Status.values()) {
            if (status.ended()) {
                statement.setLong(next++, before.toEpochMilli());
                statement.setInt(next++, limit);
            }
        }
        statement.setInt(next, limit);
        result(statement.executeUpdate());
    }
}
