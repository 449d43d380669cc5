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
 * @param turn the receiver that was visited last
 */
public record SqlOutbox(OperationSubmitter ledger, ClaimDeliveries.Turn turn) implements Outbox {

    public SqlOutbox(OperationSubmitter ledger) {
        this(ledger, new ClaimDeliveries.Turn());
    }

    @Override
    public Uni<Claimed> claim(Instant now, Duration lease, int most, ReceiverCapacity places) {
        return ledger.write(() -> new ClaimDeliveries(now, now.plus(lease), most, places, turn));
    }

    @Override
    public Uni<Boolean> tried(Delivery claimed, DeliveryState state, Instant due, Integer status, String error) {
        return ledger.write(() -> new RecordAttempt(claimed, state, due, status, error));
    }

    @Override
    public Uni<List<Delivery>> list(Caller caller, Optional<TaskId> task, Optional<DeliveryState> state, int limit,
            Optional<String> after) {
        return ledger.read(() -> new ListDeliveries(caller, task, state, limit, after));
    }

    @Override
    public Uni<Optional<Requeued>> again(String id, Optional<Caller> owner, Instant now) {
        return ledger.write(() -> new Again(id, owner, now));
    }

    @Override
    public Uni<Long> waiting() {
        return ledger.read(Waiting::new);
    }

    /** Queues a delivery again. */
    public static final class Again extends WriteOperation.Single<Optional<Requeued>> {
        private final String id;
        private final Optional<Caller> owner;
        private final Instant now;

        Again(String id, Optional<Caller> owner, Instant now) {
            this.id = id;
            this.owner = owner;
            this.now = now;
        }

        @Override
        public void run(JdbcSession session) throws SQLException {
            PreparedStatement again = session.prepared(OutboxSql.AGAIN);
            again.setLong(1, now.toEpochMilli());
            again.setLong(2, now.toEpochMilli());
            one(again, 3);
            again.setLong(6, now.minus(BETWEEN_REDELIVERIES).toEpochMilli());
            List<Delivery> begun = DeliveryRow.all(again);
            if (!begun.isEmpty()) {
                result(Optional.of(new Requeued(begun.get(0), true)));
                return;
            }
            PreparedStatement find = session.prepared(OutboxSql.FIND);
            one(find, 1);
            result(DeliveryRow.all(find).stream().map(found -> new Requeued(found, false)).findFirst());
        }

        private void one(PreparedStatement statement, int first) throws SQLException {
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
    public static final class Waiting extends Query<Long> {
        @Override
        public Long look(JdbcSession session) throws SQLException {
            try (ResultSet row = session.prepared(OutboxSql.WAITING).executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
