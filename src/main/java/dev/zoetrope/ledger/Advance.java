package dev.zoetrope.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

import dev.zoetrope.video.Task;

/** The next version of a row. */
final class Advance extends Write<Boolean> implements Part {
    private final TaskRow row;
    private final Duration fileWait;
    private boolean won;

    /** @param fileWait how long a callback waits for the copy of the file */
    Advance(Task next, Duration fileWait) {
        this.row = TaskRow.change(next);
        this.fileWait = fileWait;
    }

    TaskRow row() {
        return row;
    }

    String id() {
        return row.task().id().value();
    }

    @Override
    void join(WriteGroup group) {
        group.advances.add(this);
    }

    @Override
    public void bind(PreparedStatement statement) throws SQLException {
        row.bindAdvance(statement);
    }

    @Override
    public void changed(int rows) {
        won = rows == 1;
        result(won);
    }

    /** What its caller is to be told, once it has been written. */
    Optional<Callback> callback() {
        return won ? Callback.of(row.task(), fileWait) : Optional.empty();
    }

    @Override
    Task written() {
        return won ? row.task() : null;
    }
}
