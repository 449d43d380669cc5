package dev.zoetrope.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;

/** The outbox beside the tasks, in the same database and by the same lanes. */
record SqlOutbox(SqlLedger ledger, DeliveryClaim.Turn turn) implements Outbox {

    SqlOutbox(SqlLedger ledger) {
        this(ledger, new DeliveryClaim.Turn());
    }

    @Override
    public Uni<Claimed> claim(Instant now, Duration lease, int most, Places places) {
        return ledger.write(() -> new DeliveryClaim(now, now.plus(lease), most, places, turn));
    }

    @Override
    public Uni<Boolean> tried(Delivery claimed, DeliveryState state, Instant due, Integer status, String error) {
        return ledger.write(() -> new DeliveryTried(claimed, state, due, status, error));
    }

    @Override
    public Uni<List<Delivery>> list(Caller caller, Optional<TaskId> task, Optional<DeliveryState> state, int limit,
            Optional<String> after) {
        return ledger.read(() -> new DeliveryPage(caller, task, state, limit, after));
    }

    @Override
    public Uni<Optional<Delivery>> again(String id, Optional<Caller> owner, Instant now) {
        return ledger.write(() -> new Again(id, owner, now));
    }

    @Override
    public Uni<Long> waiting() {
        return ledger.read(Waiting::new);
    }

    /** Puts one in the queue anew. */
    private static final class Again extends Write.Single<Optional<Delivery>> {
        private final String id;
        private final Optional<Caller> owner;
        private final Instant now;

        Again(String id, Optional<Caller> owner, Instant now) {
            this.id = id;
            this.owner = owner;
            this.now = now;
        }

        @Override
        void run(Session session) throws SQLException {
            PreparedStatement statement = session.prepared(OutboxSql.AGAIN);
            statement.setLong(1, now.toEpochMilli());
            statement.setString(2, id);
            for (int i = 3; i <= 4; i++) {
                if (owner.isPresent()) {
                    statement.setString(i, owner.get().id());
                } else {
                    statement.setNull(i, Types.VARCHAR);
                }
            }
            result(DeliveryRow.all(statement).stream().findFirst());
        }
    }

    /** How many are to be tried. */
    private static final class Waiting extends Read<Long> {
        @Override
        Long look(Session session) throws SQLException {
            try (ResultSet row = session.prepared(OutboxSql.WAITING).executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }
}
