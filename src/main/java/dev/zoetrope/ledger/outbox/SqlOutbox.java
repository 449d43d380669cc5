package dev.zoetrope.ledger.outbox;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.zoetrope.ledger.Delivery;
import dev.zoetrope.ledger.DeliveryState;
import dev.zoetrope.ledger.Outbox;
import dev.zoetrope.ledger.commit.OperationSubmitter;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;

/**
 * The outbox in the database of the ledger.
 *
 * @param ledger executes the operations, in the same transactions as those of the tasks
 * @param cursor the receiver that was visited last
 */
public record SqlOutbox(OperationSubmitter ledger, ClaimDeliveries.Cursor cursor) implements Outbox {

    public SqlOutbox(OperationSubmitter ledger) {
        this(ledger, new ClaimDeliveries.Cursor());
    }

    @Override
    public Uni<Claimed> claim(Instant now, Duration lease, int max, ReceiverCapacity capacity) {
        return ledger.write(() -> new ClaimDeliveries(now, now.plus(lease), max, capacity, cursor));
    }

    @Override
    public Uni<Boolean> recordAttempt(Delivery claimed, DeliveryState state, Instant due, Integer status, String error) {
        return ledger.write(() -> new RecordAttempt(claimed, state, due, status, error));
    }

    @Override
    public Uni<List<Delivery>> list(Caller caller, Optional<TaskId> task, Optional<DeliveryState> state, int limit,
            Optional<String> after) {
        return ledger.read(session -> {
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
        });
    }

    @Override
    public Uni<Optional<Requeued>> requeue(String id, Optional<Caller> owner, Instant now) {
        return ledger.write(session -> {
            PreparedStatement again = session.prepared(OutboxSql.REQUEUE);
            again.setLong(1, now.toEpochMilli());
            again.setLong(2, now.toEpochMilli());
            bindIdAndOwner(again, 3, id, owner);
            again.setLong(6, now.minus(MIN_REDELIVERY_INTERVAL).toEpochMilli());
            List<Delivery> started = DeliveryRow.readAll(again);
            if (!started.isEmpty()) {
                return Optional.of(new Requeued(started.get(0), true));
            }
            PreparedStatement find = session.prepared(OutboxSql.FIND);
            bindIdAndOwner(find, 1, id, owner);
            return DeliveryRow.readAll(find).stream().map(found -> new Requeued(found, false)).findFirst();
        });
    }

    private static void bindIdAndOwner(PreparedStatement statement, int first, String id, Optional<Caller> owner)
            throws SQLException {
        String ownerId = owner.map(Caller::id).orElse(null);
        statement.setString(first, id);
        statement.setString(first + 1, ownerId);
        statement.setString(first + 2, ownerId);
    }

    @Override
    public Uni<Long> countWaiting() {
        return count(OutboxSql.COUNT_WAITING);
    }

    @Override
    public Uni<List<Delivery>> givenUp(int limit) {
        return ledger.read(session -> {
            PreparedStatement statement = session.prepared(OutboxSql.GIVEN_UP);
            statement.setInt(1, limit);
            return DeliveryRow.readAll(statement);
        });
    }

    @Override
    public Uni<Long> countGivenUp() {
        return count(OutboxSql.COUNT_GIVEN_UP);
    }

    private Uni<Long> count(String sql) {
        return ledger.read(session -> {
            try (ResultSet row = session.prepared(sql).executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        });
    }
}
