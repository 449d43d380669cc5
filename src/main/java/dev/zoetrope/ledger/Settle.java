package dev.zoetrope.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.zoetrope.video.Status;
import dev.zoetrope.video.TaskState;

/**
 * Ends a batch of rows that were being sent when their process died, or that wait in a record which has gone back: nobody
 * can say whether the vendor has them. Their callers are called back as after any other end.
 */
final class Settle extends Write.Single<Integer> {
    /** Rows in one transaction, so that no transaction grows with the table. */
    static final int BATCH = 500;

    private final Instant now;

    Settle(Instant now) {
        this.now = now;
    }

    @Override
    void run(Session session) throws SQLException {
        result(batch(session, now, Step.SETTLE));
    }

    /**
     * Ends every row that waits for this step, in batches that it commits. Before there are lanes, or on the new connection
     * of one.
     *
     * @param step {@link Step#SETTLE}, or {@link Step#SEND} where what waits may have been sent
     * @return how many rows were ended
     */
    static int all(Session session, Instant now, Step step) throws SQLException {
        int all = 0;
        int settled;
        do {
            settled = batch(session, now, step);
            session.commit();
            all += settled;
        } while (settled == BATCH);
        return all;
    }

    /** Ends at most {@link #BATCH} rows; the caller commits. */
    private static int batch(Session session, Instant now, Step step) throws SQLException {
        TaskState.Failed lost = new TaskState.Sending().lost();
        PreparedStatement statement = session.prepared(TaskSql.SETTLE);
        statement.setString(1, StateCodec.word(lost));
        statement.setString(2, Status.FAILED.word());
        statement.setLong(3, now.toEpochMilli());
        statement.setString(4, StateCodec.write(lost));
        statement.setString(5, step.word());
        statement.setInt(6, BATCH);
        List<Callback> callbacks = new ArrayList<>();
        int settled = 0;
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                settled++;
                String url = RequestCodec.read(row.getString(3)).callbackUrl();
                if (url != null) {
                    callbacks.add(new Callback(row.getString(1), row.getString(2), url, Callback.event(lost), now, now));
                }
            }
        }
        Part.all(session, OutboxSql.ADD, callbacks);
        return settled;
    }
}
