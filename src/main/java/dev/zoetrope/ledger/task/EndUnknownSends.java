package dev.zoetrope.ledger.task;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.jdbc.BatchRow;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.outbox.OutboxEntry;
import dev.zoetrope.ledger.outbox.OutboxSql;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.video.Timeline;

/**
 * Ends a batch of rows as {@code submission_unknown}, because it is unknown whether the vendor has their creates: rows
 * that were being sent when their process died, or pending rows in a database that has lost commits. Their callbacks are
 * queued as for any other end.
 */
public final class EndUnknownSends {
    /** The maximum number of rows in one transaction, so that the size of a transaction does not grow with the table. */
    public static final int BATCH = 500;

    private static final Logger LOG = Logger.getLogger(EndUnknownSends.class);

    private EndUnknownSends() {
    }

    /**
     * Ends every row of this kind, in batches, and commits each batch. Called before the committers start, or on a new
     * connection of a committer.
     *
     * @param kind {@link DueKind#EXPIRE}, or {@link DueKind#SEND} if pending creates may have been sent
     * @return how many rows were ended
     */
    public static int failAll(JdbcSession session, Instant now, DueKind kind) throws SQLException {
        int all = 0;
        int ended;
        do {
            ended = failBatch(session, now, kind);
            session.commit();
            all += ended;
        } while (ended == BATCH);
        return all;
    }

    /** Ends at most {@link #BATCH} rows and returns how many. Does not commit. */
    private static int failBatch(JdbcSession session, Instant now, DueKind kind) throws SQLException {
        TaskState.Failed lost = new TaskState.Sending().unknown();
        PreparedStatement statement = session.prepared(TaskSql.FAIL_BATCH);
        statement.setString(1, StateCodec.stateValue(lost));
        statement.setString(2, Status.FAILED.value());
        statement.setLong(3, now.toEpochMilli());
        statement.setString(4, StateCodec.write(lost));
        statement.setString(5, TimelineCodec.write(Timeline.Event.FAILED, now));
        statement.setString(6, kind.column());
        statement.setInt(7, BATCH);
        List<OutboxEntry> callbacks = new ArrayList<>();
        int ended = 0;
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                ended++;
                LOG.warnf("%s its create may be billed: the process that sent it has ended at=%s caller=%s", row.getString(1),
                        new Pin(row.getString(4), row.getString(5)), row.getString(2));
                String url = RequestCodec.read(row.getString(3)).callbackUrl();
                if (url != null) {
                    callbacks.add(new OutboxEntry(row.getString(1), row.getString(2), url, OutboxEntry.event(lost), now, now));
                }
            }
        }
        BatchRow.executeAll(session, OutboxSql.INSERT, callbacks);
        return ended;
    }
}
