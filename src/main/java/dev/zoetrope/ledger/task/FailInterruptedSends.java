package dev.zoetrope.ledger.task;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.BatchRow;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.outbox.OutboxEntry;
import dev.zoetrope.ledger.outbox.OutboxSql;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.TaskState;

/**
 * Ends a batch of rows that were being sent when their process died, or that wait in a record which has gone back: nobody
 * can say whether the vendor has them. Their callers are called back as after any other end.
 */
public final class FailInterruptedSends extends WriteOperation.Single<Integer> {
    /** Rows in one transaction, so that no transaction grows with the table. */
    public static final int BATCH = 500;

    private final Instant now;

    public FailInterruptedSends(Instant now) {
        this.now = now;
    }

    @Override
    public void run(JdbcSession session) throws SQLException {
        result(batch(session, now, DueKind.SETTLE));
    }

    /**
     * Ends every row that waits for this step, in batches that it commits. Before there are lanes, or on the new connection
     * of one.
     *
     * @param step {@link DueKind#SETTLE}, or {@link DueKind#SEND} where what waits may have been sent
     * @return how many rows were ended
     */
    public static int all(JdbcSession session, Instant now, DueKind step) throws SQLException {
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
    private static int batch(JdbcSession session, Instant now, DueKind step) throws SQLException {
        TaskState.Failed lost = new TaskState.Sending().lost();
        PreparedStatement statement = session.prepared(TaskSql.SETTLE);
        statement.setString(1, StateCodec.word(lost));
        statement.setString(2, Status.FAILED.word());
        statement.setLong(3, now.toEpochMilli());
        statement.setString(4, StateCodec.write(lost));
        statement.setString(5, step.column());
        statement.setInt(6, BATCH);
        List<OutboxEntry> callbacks = new ArrayList<>();
        int settled = 0;
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                settled++;
                String url = RequestCodec.read(row.getString(3)).callbackUrl();
                if (url != null) {
                    callbacks.add(new OutboxEntry(row.getString(1), row.getString(2), url, OutboxEntry.event(lost), now, now));
                }
            }
        }
        BatchRow.all(session, OutboxSql.ADD, callbacks);
        return settled;
    }
}
