package dev.zoetrope.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.zoetrope.video.Task;

/**
 * Takes due rows by pushing their {@code due_at}. Creates are sent in turn: the first of each caller before the second
 * of any, so that one caller's thousand do not keep another's first waiting.
 */
final class Claim extends Write.Single<List<Task>> {
    private final DueKind kind;
    private final Instant now;
    private final Instant until;
    private final int limit;

    Claim(DueKind kind, Instant now, Instant until, int limit) {
        this.kind = kind;
        this.now = now;
        this.until = until;
        this.limit = limit;
    }

    @Override
    void run(Session session) throws SQLException {
        PreparedStatement statement = session.prepared(kind == DueKind.SEND ? TaskSql.CLAIM_IN_TURN : TaskSql.CLAIM);
        statement.setLong(1, until.toEpochMilli());
        statement.setString(2, kind.word());
        statement.setLong(3, now.toEpochMilli());
        statement.setInt(4, limit);
        statement.setLong(5, now.toEpochMilli());
        List<Task> claimed = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                claimed.add(TaskRow.read(rows));
            }
        }
        result(claimed);
    }
}
