package dev.zoetrope.ledger.outbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import dev.zoetrope.ledger.Delivery;
import dev.zoetrope.ledger.DeliveryState;
import dev.zoetrope.ledger.commit.Query;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.TaskId;

/** Finds a page of a caller's deliveries, those of the newest tasks first. */
public final class ListDeliveries extends Query<List<Delivery>> {
    private final Caller caller;
    private final Optional<TaskId> task;
    private final Optional<DeliveryState> state;
    private final int limit;
    private final Optional<String> after;

    ListDeliveries(Caller caller, Optional<TaskId> task, Optional<DeliveryState> state, int limit, Optional<String> after) {
        this.caller = caller;
        this.task = task;
        this.state = state;
        this.limit = limit;
        this.after = after;
    }

    @Override
    public List<Delivery> execute(JdbcSession session) throws SQLException {
        PreparedStatement statement = session
                .prepared(OutboxSql.page(task.isPresent(), state.orElse(null), after.isPresent()));
        int next = 1;
        statement.setString(next++, caller.id());
        if (task.isPresent()) {
            statement.setString(next++, task.get().value());
        }
        if (after.isPresent()) {
            statement.setString(next++, after.get());
        }
        statement.setInt(next, limit);
        return DeliveryRow.readAll(statement);
    }
}
