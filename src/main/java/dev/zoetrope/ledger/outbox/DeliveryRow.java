package dev.zoetrope.ledger.outbox;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.zoetrope.ledger.Delivery;
import dev.zoetrope.ledger.DeliveryState;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.TaskId;

/** Reads a row of the outbox, in the columns that every query of {@link OutboxSql} selects. */
final class DeliveryRow {
    private DeliveryRow() {
    }

    static List<Delivery> readAll(PreparedStatement statement) throws SQLException {
        List<Delivery> found = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(read(row));
            }
        }
        return found;
    }

    private static Delivery read(ResultSet row) throws SQLException {
        DeliveryState state = DeliveryState.of(row.getString(7))
                .orElseThrow(() -> new IllegalStateException("a delivery has a state that this version does not know"));
        long due = row.getLong(10);
        Instant dueAt = row.wasNull() ? null : Instant.ofEpochMilli(due);
        long tried = row.getLong(11);
        Instant triedAt = row.wasNull() ? null : Instant.ofEpochMilli(tried);
        int status = row.getInt(12);
        Integer lastStatus = row.wasNull() ? null : status;
        return new Delivery(row.getString(1), new TaskId(row.getString(2)), new Caller(row.getString(3)),
                row.getString(4), row.getString(5), row.getString(6), state, row.getInt(8),
                Instant.ofEpochMilli(row.getLong(9)), dueAt, triedAt, lastStatus, row.getString(13));
    }
}
