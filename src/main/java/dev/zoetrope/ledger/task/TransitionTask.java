package dev.zoetrope.ledger.task;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.BatchRow;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.outbox.OutboxEntry;
import dev.zoetrope.video.Task;

/** Writes the next version of a task by a compare-and-set. */
public final class TransitionTask extends WriteOperation<Boolean> implements BatchRow {
    private final TaskRow row;
    private final Duration fileWait;
    private boolean succeeded;

    /**
     * A transition to the next version.
     *
     * @param next the task to be written
     * @param heldPermit the send permission that a row in state {@code sending} must have
     * @param fileWait how long the callback of a completed task waits for the copy of the result file
     */
    public TransitionTask(Task next, long heldPermit, Duration fileWait) {
        this.row = TaskRow.forTransition(next, heldPermit);
        this.fileWait = fileWait;
    }

    /** Writes the transitions, with one statement if the database can, and sets the result of each. */
    public static void writeAll(JdbcSession session, List<TransitionTask> transitions) throws SQLException {
        if (session.isShared() && !transitions.isEmpty()) {
            PostgresBatchTransition.writeAll(session, transitions);
        } else {
            BatchRow.executeAll(session, TaskSql.TRANSITION, transitions);
        }
    }

    TaskRow row() {
        return row;
    }

    public String id() {
        return row.task().id().value();
    }

    @Override
    public void bind(PreparedStatement statement) throws SQLException {
        row.bindTransition(statement);
    }

    @Override
    public void changed(int rows) {
        succeeded = rows == 1;
        result(succeeded);
    }

    /** The callback to be queued if the task was written, has ended and has a callback URL; else empty. */
    public Optional<OutboxEntry> callback() {
        return succeeded ? OutboxEntry.of(row.task(), fileWait) : Optional.empty();
    }

    @Override
    public Task written() {
        return succeeded ? row.task() : null;
    }
}
