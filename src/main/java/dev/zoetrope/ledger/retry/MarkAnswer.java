package dev.zoetrope.ledger.retry;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.BatchRow;
import dev.zoetrope.video.TaskId;

/** What became of an answer. That it arrived can wait for company; that it did not is wanted by the next retry. */
public final class MarkAnswer extends WriteOperation<Void> implements BatchRow {
    /** Long ago: nobody is on the other end. */
    private static final long NEVER_REACHED = 0;

    private final AnswerId reply;
    private final boolean reached;
    private boolean found;

    public MarkAnswer(AnswerId reply, boolean reached) {
        this.reply = reply;
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
            statement.setLong(1, NEVER_REACHED);
        }
        statement.setString(2, reply.task().value());
        statement.setInt(3, reply.number());
    }

    /** None is no failure: a newer answer's word counts, or the row is gone. */
    @Override
    public void changed(int rows) {
        found = rows == 1;
        result(null);
    }

    public TaskId task() {
        return reply.task();
    }

    /** Whether the row was there when last looked for. */
    public boolean found() {
        return found;
    }
}
