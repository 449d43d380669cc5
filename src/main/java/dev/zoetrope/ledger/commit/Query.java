package dev.zoetrope.ledger.commit;

import java.sql.SQLException;
import java.util.List;

import dev.zoetrope.ledger.jdbc.JdbcSession;

/**
 * A look at the record.
 *
 * @param <R> what is seen
 */
public abstract class Query<R> extends LedgerOperation<R> {

    public abstract R look(JdbcSession session) throws SQLException;

    /** {@link JdbcBatchExecutor.Batch}: all reads of a group, on one state of the record. */
    public static void all(JdbcSession session, List<Query<?>> group) throws SQLException {
        for (Query<?> read : group) {
            read.lookInto(session);
        }
    }

    private void lookInto(JdbcSession session) throws SQLException {
        result(look(session));
    }
}
