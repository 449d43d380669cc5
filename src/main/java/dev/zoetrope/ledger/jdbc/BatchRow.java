package dev.zoetrope.ledger.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** One row of a batch. */
public interface BatchRow {

    /** Binds the parameters of this row. */
    void bind(PreparedStatement statement) throws SQLException;

    /** Receives the number of rows that the statement has changed for this row. */
    void changed(int rows) throws SQLException;

    /** Executes the statement for all rows as one batch; does nothing without rows. */
    static void executeAll(JdbcSession session, String sql, List<? extends BatchRow> parts) throws SQLException {
        if (parts.isEmpty()) {
            return;
        }
        PreparedStatement statement = session.prepared(sql);
        for (BatchRow row : parts) {
            row.bind(statement);
            statement.addBatch();
        }
        int[] rows = statement.executeBatch();
        for (int i = 0; i < rows.length; i++) {
            parts.get(i).changed(rows[i]);
        }
    }
}
