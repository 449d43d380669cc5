package dev.zoetrope.chaos;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.zoetrope.chaos.Handovers.Handover;
import dev.zoetrope.chaos.ResendRows.Stamp;

/** What the ledger has of a create that a vendor has said no to. */
final class HandoverRow {
    /** Creates on their way have this step: there are few. */
    private static final String SENDING = "select version, attempts, id, vendor, vendor_key from task "
            + "where step = 'settle' and state = 'sending' and request like ?";

    /** How far it is on its way to the next vendor or key. */
    enum Stage {
        /** It has the permission for the one that said no, and no other. */
        BEFORE,
        /** It has the permission for the next one, which has not seen it. */
        PERMITTED,
        /** The next one has seen it. */
        ARRIVED,
        /** It is not on its way: it waits, or has ended. */
        ELSEWHERE
    }

    private HandoverRow() {
    }

    static Stage stage(Connection connection, Handover handover, VendorBook book) throws SQLException {
        try (PreparedStatement sql = query(connection, handover); ResultSet row = sql.executeQuery()) {
            if (!row.next()) {
                return Stage.ELSEWHERE;
            }
            Account permitted = new Account(row.getString(4), row.getString(5));
            if (permitted.equals(handover.account())) {
                return Stage.BEFORE;
            }
            List<VendorBook.Create> seen = book.of(handover.prompt());
            return seen.get(seen.size() - 1).account.equals(permitted) ? Stage.ARRIVED : Stage.PERMITTED;
        }
    }

    /** Its row by the id of the task; empty if it is not on its way. */
    static Map<String, Stamp> sending(Connection connection, Handover handover) throws SQLException {
        Map<String, Stamp> rows = new HashMap<>();
        try (PreparedStatement sql = query(connection, handover); ResultSet row = sql.executeQuery()) {
            while (row.next()) {
                rows.put(row.getString(3), new Stamp(row.getLong(1), row.getInt(2), true));
            }
        }
        return rows;
    }

    private static PreparedStatement query(Connection connection, Handover handover) throws SQLException {
        PreparedStatement sql = connection.prepareStatement(SENDING);
        sql.setString(1, "%\"" + handover.prompt() + "\"%");
        return sql;
    }
}
