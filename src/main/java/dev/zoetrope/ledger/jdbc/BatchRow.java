package dev.zoetrope.ledger.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** One row of a batch. */
public interface BatchRow {

    void bind(PreparedStatement statement) throws SQLException;

    /** Takes the number of rows it has changed. */
    void changed(int rows) throws SQLException;

    /** Does all parts with one statement; nothing where there are none. */
    static void all(JdbcSession session, String sql, List<? extends BatchRow> parts) throws SQLException {
        if (parts.isEmpty()) {
            return;
        }
        PreparedStatement statement = session.prepared(sql);
        for (BatchRow part : parts) {
            part.bind(statement);
            statement.addBatch();
        }
        int[] rows = statement.executeBatch();
        for (int i = 0; i < rows.length; i++) {
            parts.get(i).changed(rows[i]);
        }
    }
}
