package dev.zoetrope.ledger.outbox;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.zoetrope.ledger.Delivery;
import dev.zoetrope.ledger.Outbox;
import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;

/**
 * Claims what is due, the receivers in a circle that goes on behind the one served last. Each is given what it has places
 * for; one without is passed over at the price of one look into the index, however much it has waiting.
 */
public final class ClaimDeliveries extends WriteOperation.Single<Outbox.Claimed> {
    /** Looked at in one claim, 2 µs each; the next one goes on behind them. */
    static final int MOST_RECEIVERS = 1_000;
    /** Who hangs is tried too rarely to be given up try by try; what it was not reached with for so long is. */
    static final Duration LONGEST_OVERDUE = Duration.ofDays(1);
    private static final int EXPIRED_AT_ONCE = 500;

    private final Instant now;
    private final Instant until;
    private final int most;
    private final Outbox.ReceiverCapacity places;
    private final Turn turn;
    private final List<Delivery> claimed = new ArrayList<>();
    private boolean more;

    /** Who was looked at last in this process; only for the thread that writes. */
    static final class Turn {
        private String last = "";
    }

    private record Queue(String receiver, Instant since) {
    }

    ClaimDeliveries(Instant now, Instant until, int most, Outbox.ReceiverCapacity places, Turn turn) {
        this.now = now;
        this.until = until;
        this.most = most;
        this.places = places;
        this.turn = turn;
    }

    @Override
    public void run(JdbcSession session) throws SQLException {
        claimed.clear();
        more = false;
        String begin = turn.last;
        List<Queue> behind = queues(session, begin);
        serve(session, behind);
        boolean half = behind.size() < MOST_RECEIVERS;
        if (half && !begin.isEmpty() && claimed.size() < most) {
            turn.last = "";
            List<Queue> before = queues(session, "").stream().takeWhile(queue -> queue.receiver.compareTo(begin) <= 0)
                    .toList();
            serve(session, before);
        }
        more |= !half || claimed.size() == most;
        result(new Outbox.Claimed(List.copyOf(claimed), more));
    }

    private List<Queue> queues(JdbcSession session, String after) throws SQLException {
        PreparedStatement statement = session.prepared(OutboxSql.RECEIVERS);
        statement.setString(1, after);
        statement.setInt(2, MOST_RECEIVERS);
        List<Queue> found = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(new Queue(row.getString(1), Instant.ofEpochMilli(row.getLong(2))));
            }
        }
        return found;
    }

    private void serve(JdbcSession session, List<Queue> queues) throws SQLException {
        for (Queue queue : queues) {
            if (claimed.size() == most) {
                return;
            }
            turn.last = queue.receiver;
            if (!queue.since.isAfter(now)) {
                serve(session, queue);
            }
        }
    }

    private void serve(JdbcSession session, Queue queue) throws SQLException {
        Instant given = now.minus(LONGEST_OVERDUE);
        if (queue.since.isBefore(given) && places.failing(queue.receiver)) {
            expire(session, queue.receiver, given);
        }
        int fits = Math.min(most - claimed.size(), places.free(queue.receiver));
        if (fits < 1) {
            more = true;
            return;
        }
        PreparedStatement statement = session.prepared(OutboxSql.CLAIM);
        statement.setLong(1, until.toEpochMilli());
        statement.setLong(2, now.toEpochMilli());
        statement.setString(3, queue.receiver);
        statement.setLong(4, now.toEpochMilli());
        statement.setInt(5, fits);
        statement.setLong(6, now.toEpochMilli());
        List<Delivery> some = DeliveryRow.all(statement);
        claimed.addAll(some);
        more |= some.size() == fits;
    }

    private static void expire(JdbcSession session, String receiver, Instant before) throws SQLException {
        PreparedStatement statement = session.prepared(OutboxSql.EXPIRE);
        statement.setString(1, receiver);
        statement.setLong(2, before.toEpochMilli());
        statement.setInt(3, EXPIRED_AT_ONCE);
        statement.executeUpdate();
    }
}
