package dev.zoetrope.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import dev.zoetrope.video.EarlierCreate;
import dev.zoetrope.video.Task;

/** A row that a new create may be the retry of, with the marks of its answers; kept up to date within a group. */
final class Earlier {
    private final Task task;
    private final String request;
    private final Object identity;
    private Long replyUntil;
    private int replyNumber;
    private long replica;
    private long served;

    /** @param row as {@link RetrySql} selects it */
    Earlier(ResultSet row) throws SQLException {
        task = TaskRow.read(row);
        request = row.getString(TaskRow.REQUEST);
        long until = row.getLong(TaskRow.NEXT);
        replyUntil = row.wasNull() ? null : until;
        replyNumber = row.getInt(TaskRow.NEXT + 1);
        replica = row.getLong(TaskRow.NEXT + 2);
        served = row.getLong(TaskRow.NEXT + 3);
        long fingerprint = row.getLong(TaskRow.NEXT + 4);
        String key = row.getString(TaskRow.NEXT + 5);
        identity = key == null ? fingerprint : new Open.Keyed(task.caller().id(), key);
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
    boolean asksForTheSameAs(Open open) {
        return task.caller().equals(open.task().caller()) && (request.equals(open.request())
                || task.request().equals(RequestCodec.read(open.request())));
    }

    /** Whether another process holds its newest answer. */
    boolean elsewhere(Open open) {
        return replica != open.replicas().own();
    }

    /** Whether it is a retry whose first try has not come. */
    boolean owes() {
        return (served & Open.FIRST_TRY) == 0;
    }

    /** How it looks to a new create. */
    EarlierCreate seenBy(Open open, Session session) throws SQLException {
        return new EarlierCreate(task, reply(open, session), served);
    }

    private EarlierCreate.Reply reply(Open open, Session session) throws SQLException {
        if (replyUntil == null) {
            return EarlierCreate.Reply.ANSWERED;
        }
        boolean underWay = replyUntil > open.now() && open.replicas().alive(session, replica);
        return underWay ? EarlierCreate.Reply.OPEN : EarlierCreate.Reply.GONE;
    }

    /** Gives it to the create as its retry: from now on the answer to that one counts. */
    Repeat repeatedBy(Open open) {
        replyNumber++;
        replyUntil = open.replyUntil();
        replica = open.replicas().own();
        served |= open.bit();
        return new Repeat(open, new Opened.Repeated(task, new ReplyTicket(task.id(), replyNumber)), served);
    }

    /** The mark of a create that is a retry. */
    static final class Repeat implements Part {
        private final Open open;
        private final Opened.Repeated outcome;
        private final long served;
        private boolean lost;

        private Repeat(Open open, Opened.Repeated outcome, long served) {
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
        Open open() {
            return open;
        }

        boolean lost() {
            return lost;
        }
    }
}
