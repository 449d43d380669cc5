package dev.zoetrope.ledger.retry;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.BatchRow;
import dev.zoetrope.video.TaskId;

/**
 * Marks whether an answer was sent completely. The mark of a complete answer is lazy: it waits for other writes. The mark of
 * an incomplete answer is written at once, because the next retry needs it.
 */
public final class MarkAnswer extends WriteOperation<Void> implements BatchRow {
    /** A deadline in the past, so that the answer counts as lost. */
    private static final long PAST_DEADLINE = 0;

    private final AnswerId answer;
    private final boolean reached;
    private boolean found;

    public MarkAnswer(AnswerId answer, boolean reached) {
        this.answer = answer;
        this.reached = reached;
    }

    @Override
    public boolean lazy() {
        return reached;
    }

    @Override
    public void bind(PreparedStatement statement) throws SQLException {
        if (reached) {
            statement.setNull(1, Types.BIGINT);
        } else {
            statement.setLong(1, PAST_DEADLINE);
        }
        statement.setString(2, answer.task().value());
        statement.setInt(3, answer.number());
    }

    /** It is no failure if no row changed: the task has a newer answer, or the row does not exist. */
    @Override
    public void changed(int rows) {
        found = rows == 1;
        result(null);
    }

    public TaskId task() {
        return answer.task();
    }

    /** Whether the last attempt to write the mark changed a row. */
    public boolean found() {
        return found;
    }
}
