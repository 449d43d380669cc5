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

/** A row that a new create may be the retry of, with the marks of its answers; kept up to date within a group. */
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

    /** What it shares with the creates that may be its retries. */
    Object identity() {
        return identity;
    }

    Task task() {
        return task;
    }

    /**
     * Whether they ask for the same. Numbers come back from the record in a form of their own, so that both sides are
     * compared as they come back.
     */
    boolean asksForTheSameAs(InsertCreate open) {
        return task.caller().equals(open.task().caller()) && (request.equals(open.request())
                || task.request().equals(RequestCodec.read(open.request())));
    }

    /** Whether another process holds its newest answer. */
    boolean elsewhere(InsertCreate open) {
        return replica != open.replicas().own();
    }

    /** Whether it is a retry whose first try has not come. */
    boolean owes() {
        return (served & InsertCreate.FIRST_TRY) == 0;
    }

    /** How it looks to a new create. */
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

    /** Gives it to the create as its retry: from now on the answer to that one counts. */
    Repeat repeatedBy(InsertCreate open) {
        replyNumber++;
        replyUntil = open.replyUntil();
        replica = open.replicas().own();
        served |= open.bit();
        return new Repeat(open, new CreateResult.Repeat(task, new AnswerId(task.id(), replyNumber)), served);
    }

    /** The mark of a create that is a retry. */
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

        /** The create to be looked at again if another replica gave the row to somebody else meanwhile. */
        InsertCreate open() {
            return open;
        }

        boolean lost() {
            return lost;
        }
    }
}
