package dev.zoetrope.ledger.outbox;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.zoetrope.ledger.Delivery;
import dev.zoetrope.ledger.DeliveryState;
import dev.zoetrope.ledger.Outbox;
import dev.zoetrope.ledger.commit.OperationSubmitter;
import dev.zoetrope.ledger.commit.Query;
import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;
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
        return ledger.read(() -> new ListDeliveries(caller, task, state, limit, after));
    }

    @Override
    public Uni<Optional<Requeued>> requeue(String id, Optional<Caller> owner, Instant now) {
        return ledger.write(() -> new Requeue(id, owner, now));
    }

    @Override
    public Uni<Long> countWaiting() {
        return ledger.read(CountWaiting::new);
    }

    /** Queues a delivery again. */
    public static final class Requeue extends WriteOperation.Single<Optional<Requeued>> {
        private final String id;
        private final Optional<Caller> owner;
        private final Instant now;

        Requeue(String id, Optional<Caller> owner, Instant now) {
            this.id = id;
            this.owner = owner;
            this.now = now;
        }

        @Override
        public void run(JdbcSession session) throws SQLException {
            PreparedStatement again = session.prepared(OutboxSql.REQUEUE);
            again.setLong(1, now.toEpochMilli());
            again.setLong(2, now.toEpochMilli());
            bindIdAndOwner(again, 3);
            again.setLong(6, now.minus(MIN_REDELIVERY_INTERVAL).toEpochMilli());
            List<Delivery> started = DeliveryRow.readAll(again);
            if (!started.isEmpty()) {
                result(Optional.of(new Requeued(started.get(0), true)));
                return;
            }
            PreparedStatement find = session.prepared(OutboxSql.FIND);
            bindIdAndOwner(find, 1);
            result(DeliveryRow.readAll(find).stream().map(found -> new Requeued(found, false)).findFirst());
        }

        private void bindIdAndOwner(PreparedStatement statement, int first) throws SQLException {
            statement.setString(first, id);
            for (int i = first + 1; i <= first + 2; i++) {
                if (owner.isPresent()) {
                    statement.setString(i, owner.get().id());
                } else {
                    statement.setNull(i, Types.VARCHAR);
                }
            }
        }
    }

    /** Counts the deliveries that wait for an attempt. */
    public static final class CountWaiting extends Query<Long> {
        @Override
        public Long execute(JdbcSession session) throws SQLException {
            try (ResultSet row = session.prepared(OutboxSql.COUNT_WAITING).executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
