package dev.zoetrope.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;

import dev.zoetrope.video.Task;

/** The next version of a row. */
final class Advance extends Write<Boolean> implements Part {
    private final TaskRow row;
    private boolean won;

    Advance(Task next) {
        this.row = TaskRow.change(next);
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

    @Override
    Task written() {
        return won ? row.task() : null;
    }
}
