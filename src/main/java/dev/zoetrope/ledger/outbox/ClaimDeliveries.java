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
import dev.zoetrope.video.TaskId;

/**
 * Claims due deliveries round-robin over the receivers, beginning after the receiver that was visited last. For each
 * receiver it claims as many as the receiver has free capacity. A receiver without free capacity is skipped at the cost of
 * one index lookup, however many deliveries wait for it.
 */
public final class ClaimDeliveries extends WriteOperation.Single<Outbox.Claimed> {
    /** The maximum number of receivers that one query finds; each costs 2 µs. The next claim continues behind them. */
    static final int MAX_RECEIVERS = 1_000;
    /**
     * Deliveries to a receiver that does not answer are given up when they are overdue for this long. Such a receiver gets
     * so few attempts that most of its deliveries would never reach their last attempt.
     */
    static final Duration MAX_OVERDUE = Duration.ofDays(1);
    /** The maximum number of deliveries of a receiver that one claim gives up, so that the transaction stays short. */
    private static final int MAX_EXPIRED = 500;

    private final Instant now;
    private final Instant until;
    private final int max;
    private final Outbox.ReceiverCapacity capacity;
    private final Cursor cursor;
    private final List<Delivery> claimed = new ArrayList<>();
    private boolean more;

    /** The receiver that this process visited last. Only for the thread that writes. */
    static final class Cursor {
        private String lastReceiver = "";
    }

    /**
     * The waiting deliveries of a receiver.
     *
     * @param earliestDue when the first of them is or was due
     */
    private record ReceiverQueue(String receiver, Instant earliestDue) {
    }

    ClaimDeliveries(Instant now, Instant until, int max, Outbox.ReceiverCapacity capacity, Cursor cursor) {
        this.now = now;
        this.until = until;
        this.max = max;
        this.capacity = capacity;
        this.cursor = cursor;
    }

    @Override
    public void run(JdbcSession session) throws SQLException {
        claimed.clear();
        more = false;
        String start = cursor.lastReceiver;
        List<ReceiverQueue> afterStart = findQueues(session, start);
        claimFrom(session, afterStart);
        boolean reachedEnd = afterStart.size() < MAX_RECEIVERS;
        if (reachedEnd && !start.isEmpty() && claimed.size() < max) {
            cursor.lastReceiver = "";
            List<ReceiverQueue> upToStart = findQueues(session, "").stream()
                    .takeWhile(queue -> queue.receiver.compareTo(start) <= 0)
                    .toList();
            claimFrom(session, upToStart);
        }
        more |= !reachedEnd || claimed.size() == max;
        result(new Outbox.Claimed(List.copyOf(claimed), more));
    }

    @Override
    public List<TaskId> changed() {
        return List.of();
    }

    private List<ReceiverQueue> findQueues(JdbcSession session, String after) throws SQLException {
        PreparedStatement statement = session.prepared(OutboxSql.FIND_RECEIVERS);
        statement.setString(1, after);
        statement.setInt(2, MAX_RECEIVERS);
        List<ReceiverQueue> found = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(new ReceiverQueue(row.getString(1), Instant.ofEpochMilli(row.getLong(2))));
            }
        }
        return found;
    }

    private void claimFrom(JdbcSession session, List<ReceiverQueue> queues) throws SQLException {
        for (ReceiverQueue queue : queues) {
            if (claimed.size() == max) {
                return;
            }
            cursor.lastReceiver = queue.receiver;
            if (!queue.earliestDue.isAfter(now)) {
                claimFrom(session, queue);
            }
        }
    }

    private void claimFrom(JdbcSession session, ReceiverQueue queue) throws SQLException {
        Instant giveUpBefore = now.minus(MAX_OVERDUE);
        if (queue.earliestDue.isBefore(giveUpBefore) && capacity.failing(queue.receiver)) {
            expire(session, queue.receiver, giveUpBefore);
        }
        int count = Math.min(max - claimed.size(), capacity.free(queue.receiver));
        if (count < 1) {
            more = true;
            return;
        }
        PreparedStatement statement = session.prepared(OutboxSql.CLAIM);
        statement.setLong(1, until.toEpochMilli());
        statement.setLong(2, now.toEpochMilli());
        statement.setString(3, queue.receiver);
        statement.setLong(4, now.toEpochMilli());
        statement.setInt(5, count);
        statement.setLong(6, now.toEpochMilli());
        List<Delivery> some = DeliveryRow.readAll(statement);
        claimed.addAll(some);
        more |= some.size() == count;
    }

    private static void expire(JdbcSession session, String receiver, Instant before) throws SQLException {
        PreparedStatement statement = session.prepared(OutboxSql.EXPIRE);
        statement.setString(1, receiver);
        statement.setLong(2, before.toEpochMilli());
        statement.setInt(3, MAX_EXPIRED);
        statement.executeUpdate();
    }
}
