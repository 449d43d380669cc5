package dev.zoetrope.ledger.retry;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.jdbc.BatchRow;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.task.RequestCodec;
import dev.zoetrope.ledger.task.TaskRow;
import dev.zoetrope.video.EarlierCreate;
import dev.zoetrope.video.Task;

/**
 * A stored create that a new create may repeat, with the marks of its answers. The marks are updated within the batch, so
 * that the next create of the batch sees them.
 */
final class CandidateRow {
    private final Task task;
    private final String request;
    private final Object identity;
    private Long replyUntil;
    private int replyNumber;
    private long replica;
    private long served;

    /** @param row as {@link RetrySql} selects it */
    CandidateRow(ResultSet row) throws SQLException {
        task = TaskRow.read(row);
        request = row.getString(TaskRow.REQUEST);
        long until = row.getLong(TaskRow.NEXT);
        replyUntil = row.wasNull() ? null : until;
        replyNumber = row.getInt(TaskRow.NEXT + 1);
        replica = row.getLong(TaskRow.NEXT + 2);
        served = row.getLong(TaskRow.NEXT + 3);
        long fingerprint = row.getLong(TaskRow.NEXT + 4);
        String key = row.getString(TaskRow.NEXT + 5);
        identity = key == null ? fingerprint : new InsertCreate.Keyed(task.caller().id(), key);
    }

    /** See {@link InsertCreate#identity}. */
    Object identity() {
        return identity;
    }

    Task task() {
        return task;
    }

    /**
     * Whether caller and request are equal. Numbers change their form when they are read from stored JSON, so the new
     * request is compared as it is read from its own stored form.
     */
    boolean asksForTheSameAs(InsertCreate open) {
        return task.caller().equals(open.task().caller()) && (request.equals(open.request())
                || task.request().equals(RequestCodec.read(open.request())));
    }

    /** Whether its newest answer belongs to another process. */
    boolean elsewhere(InsertCreate open) {
        return replica != open.replicas().own();
    }

    /** Whether this is a retry that was stored as a new create and whose first try has not arrived. */
    boolean owes() {
        return (served & InsertCreate.FIRST_TRY) == 0;
    }

    /** The row as the retry rule sees it. Reads from the database whether the process of an outstanding answer is alive. */
    EarlierCreate seenBy(InsertCreate open, JdbcSession session) throws SQLException {
        return new EarlierCreate(task, reply(open, session), served);
    }

    private EarlierCreate.Reply reply(InsertCreate open, JdbcSession session) throws SQLException {
        if (replyUntil == null) {
            return EarlierCreate.Reply.ANSWERED;
        }
        boolean underWay = replyUntil > open.now() && open.replicas().alive(session, replica);
        return underWay ? EarlierCreate.Reply.OPEN : EarlierCreate.Reply.GONE;
    }

    /** Assigns this row to a retry. From now on only the answer to that retry can be marked. */
    Repeat repeatedBy(InsertCreate open) {
        replyNumber++;
        replyUntil = open.replyUntil();
        replica = open.replicas().own();
        served |= open.bit();
        return new Repeat(open, new CreateResult.Repeat(task, new AnswerId(task.id(), replyNumber)), served);
    }

    /** The update that assigns the row to a retry: a compare-and-set on the number of the newest answer. */
    static final class Repeat implements BatchRow {
        private final InsertCreate open;
        private final CreateResult.Repeat outcome;
        private final long served;
        private boolean lost;

        private Repeat(InsertCreate open, CreateResult.Repeat outcome, long served) {
            this.open = open;
            this.outcome = outcome;
            this.served = served;
        }

        @Override
        public void bind(PreparedStatement statement) throws SQLException {
            statement.setInt(1, outcome.reply().number());
            statement.setLong(2, open.replyUntil());
            statement.setLong(3, open.replicas().own());
            statement.setLong(4, served);
            statement.setString(5, outcome.task().id().value());
            statement.setInt(6, outcome.reply().number() - 1);
        }

        @Override
        public void changed(int rows) {
            lost = rows != 1;
            open.repeated(outcome);
        }

        /** The retry. It must be detected again if the update is {@link #lost}. */
        InsertCreate open() {
            return open;
        }

        /** Whether the update changed no row: another replica has assigned the row to another retry meanwhile. */
        boolean lost() {
            return lost;
        }
    }
}
