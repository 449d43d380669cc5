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
    private Long answerDeadline;
    private int answerNumber;
    private long replica;
    private long served;

    /** @param row as {@link RetrySql} selects it */
    CandidateRow(ResultSet row) throws SQLException {
        task = TaskRow.read(row);
        request = row.getString(TaskRow.REQUEST_COLUMN);
        long until = row.getLong(TaskRow.FIRST_EXTRA_COLUMN);
        answerDeadline = row.wasNull() ? null : until;
        answerNumber = row.getInt(TaskRow.FIRST_EXTRA_COLUMN + 1);
        replica = row.getLong(TaskRow.FIRST_EXTRA_COLUMN + 2);
        served = row.getLong(TaskRow.FIRST_EXTRA_COLUMN + 3);
        long fingerprint = row.getLong(TaskRow.FIRST_EXTRA_COLUMN + 4);
        String key = row.getString(TaskRow.FIRST_EXTRA_COLUMN + 5);
        identity = key == null ? fingerprint : new InsertCreate.CallerKey(task.caller().id(), key);
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
    boolean hasSameRequestAs(InsertCreate incoming) {
        return task.caller().equals(incoming.task().caller()) && (request.equals(incoming.request())
                || task.request().equals(RequestCodec.read(incoming.request())));
    }

    /** Whether its newest answer belongs to another process. */
    boolean isAnsweredElsewhere(InsertCreate incoming) {
        return replica != incoming.replicas().ownNumber();
    }

    /** Whether this is a retry that was stored as a new create and whose first try has not arrived. */
    boolean awaitsFirstTry() {
        return (served & InsertCreate.FIRST_TRY_BIT) == 0;
    }

    /** The row as the retry rule sees it. Reads from the database whether the process of an outstanding answer is alive. */
    EarlierCreate asEarlierCreate(InsertCreate incoming, JdbcSession session) throws SQLException {
        return new EarlierCreate(task, answerState(incoming, session), served);
    }

    private EarlierCreate.AnswerState answerState(InsertCreate incoming, JdbcSession session) throws SQLException {
        if (answerDeadline == null) {
            return EarlierCreate.AnswerState.ANSWERED;
        }
        boolean outstanding = answerDeadline > incoming.arrivedAt() && incoming.replicas().isAlive(session, replica);
        return outstanding ? EarlierCreate.AnswerState.OUTSTANDING : EarlierCreate.AnswerState.LOST;
    }

    /** Assigns this row to a retry. From now on only the answer to that retry can be marked. */
    RepeatUpdate assignTo(InsertCreate incoming) {
        answerNumber++;
        answerDeadline = incoming.answerDeadline();
        replica = incoming.replicas().ownNumber();
        served |= incoming.retryBit();
        return new RepeatUpdate(incoming, new CreateResult.Repeat(task, new AnswerId(task.id(), answerNumber)), served);
    }

    /** The update that assigns the row to a retry: a compare-and-set on the number of the newest answer. */
    static final class RepeatUpdate implements BatchRow {
        private final InsertCreate incoming;
        private final CreateResult.Repeat outcome;
        private final long served;
        private boolean lostRace;

        private RepeatUpdate(InsertCreate incoming, CreateResult.Repeat outcome, long served) {
            this.incoming = incoming;
            this.outcome = outcome;
            this.served = served;
        }

        @Override
        public void bind(PreparedStatement statement) throws SQLException {
            statement.setInt(1, outcome.answer().number());
            statement.setLong(2, incoming.answerDeadline());
            statement.setLong(3, incoming.replicas().ownNumber());
            statement.setLong(4, served);
            statement.setString(5, outcome.task().id().value());
            statement.setInt(6, outcome.answer().number() - 1);
        }

        @Override
        public void changed(int rows) {
            lostRace = rows != 1;
            incoming.setRepeat(outcome);
        }

        /** The retry. It must be detected again if the update is {@link #lostRace}. */
        InsertCreate incoming() {
            return incoming;
        }

        /** Whether the update changed no row: another replica has assigned the row to another retry meanwhile. */
        boolean lostRace() {
            return lostRace;
        }
    }
}
