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
 * Claims due deliveries, the receivers in a circle that continues behind the receiver that was visited last. For each
 * receiver it claims as many as the receiver has free capacity. A receiver without free capacity is skipped at the cost of
 * one index lookup, however many deliveries wait for it.
 */
public final class ClaimDeliveries extends WriteOperation.Single<Outbox.Claimed> {
    /** Most receivers that one query finds; each costs 2 µs. The next claim continues behind them. */
    static final int MOST_RECEIVERS = 1_000;
    /**
     * Deliveries to a receiver that does not answer are given up when they are overdue for this long. Such a receiver gets
     * so few attempts that most of its deliveries would never use up theirs.
     */
    static final Duration LONGEST_OVERDUE = Duration.ofDays(1);
    /** Most deliveries of a receiver that one claim gives up, so that the transaction stays short. */
    private static final int EXPIRED_AT_ONCE = 500;

    private final Instant now;
    private final Instant until;
    private final int most;
    private final Outbox.ReceiverCapacity places;
    private final Turn turn;
    private final List<Delivery> claimed = new ArrayList<>();
    private boolean more;

    /** The receiver that this process visited last. Only for the thread that writes. */
    static final class Turn {
        private String last = "";
    }

    /**
     * The waiting deliveries of a receiver.
     *
     * @param since when the first of them is or was due
     */
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
