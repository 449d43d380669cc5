package dev.zoetrope.chaos;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What the ledger has of creates that wait to be sent again. */
final class ResendRows {
    private static final String WAITING = "select version, attempts, state = 'sending' from task where id = ? "
            + "and state in ('pending', 'sending')";
    /** A claim sets the due time to a lease from then on; no deferral is that long, so it tells the two apart. */
    private static final String CLAIMED = "select version, attempts, false, id from task where step = 'send' "
            + "and due_at > ? and due_at > updated_at + ?";
    private static final String ROW = "select version, attempts, state = 'sending', state, due_at, updated_at from task "
            + "where id = ?";

    /**
     * A row at one moment.
     *
     * @param version counts its writes
     * @param attempts counts the sends that were deferred or did not leave
     * @param handedOver whether it had a permission already, so that the next one is for another vendor or key
     */
    record Stamp(long version, int attempts, boolean handedOver) {
        private static Stamp of(ResultSet row) throws SQLException {
            return new Stamp(row.getLong(1), row.getInt(2), row.getBoolean(3));
        }
    }

    /** How a caught resend stands; the first of these that is true of any counts for all that were caught together. */
    enum Standing {
        /** It waits again and is not claimed: between take-back and claim. */
        TAKEN_BACK,
        /** It waits and is not claimed; {@code sending} never became durable. */
        NOT_APPLIED,
        /** It is {@code sending}: not taken back, or sent again. */
        SENDING,
        /** It is claimed again, was sent again, or has gone on. */
        ELSEWHERE
    }

    private ResendRows() {
    }

    /** Those of the tasks, which are about to be {@code sending}, that wait to be sent or are handed over. */
    static Map<String, Stamp> waiting(Connection connection, Set<String> tasks) throws SQLException {
        Map<String, Stamp> waiting = new HashMap<>();
        try (PreparedStatement sql = connection.prepareStatement(WAITING)) {
            for (String task : tasks) {
                sql.setString(1, task);
                try (ResultSet row = sql.executeQuery()) {
                    if (row.next()) {
                        waiting.put(task, Stamp.of(row));
                    }
                }
            }
        }
        return waiting;
    }

    /** Tasks that are claimed to be sent and are not {@code sending} yet. */
    static Map<String, Stamp> claimed(Connection connection) throws SQLException {
        Map<String, Stamp> claimed = new HashMap<>();
        try (PreparedStatement sql = connection.prepareStatement(CLAIMED)) {
            sql.setLong(1, System.currentTimeMillis());
            sql.setLong(2, Fleet.LEASE.toMillis());
            try (ResultSet rows = sql.executeQuery()) {
                while (rows.next()) {
                    claimed.put(rows.getString(4), Stamp.of(rows));
                }
            }
        }
        return claimed;
    }

    /** How the caught resends stand now. */
    static Standing standing(Connection connection, Caught caught) throws SQLException {
        Standing first = Standing.ELSEWHERE;
        try (PreparedStatement sql = connection.prepareStatement(ROW)) {
            for (Map.Entry<String, Stamp> resend : caught.resends().entrySet()) {
                sql.setString(1, resend.getKey());
                try (ResultSet row = sql.executeQuery()) {
                    Standing next = row.next() ? standing(row, resend.getValue()) : Standing.ELSEWHERE;
                    first = next.compareTo(first) < 0 ? next : first;
                }
            }
        }
        return first;
    }

    private static Standing standing(ResultSet row, Stamp before) throws SQLException {
        String state = row.getString(4);
        if ("sending".equals(state)) {
            return Standing.SENDING;
        }
        long due = row.getLong(5);
        boolean claimed = due > System.currentTimeMillis() && due > row.getLong(6) + Fleet.LEASE.toMillis();
        Stamp now = Stamp.of(row);
        if (!"pending".equals(state) || claimed || now.attempts() != before.attempts()) {
            return Standing.ELSEWHERE;
        }
        return now.version() > before.version() ? Standing.TAKEN_BACK : Standing.NOT_APPLIED;
    }
}
