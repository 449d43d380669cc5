package dev.zoetrope.ledger.commit;

import java.sql.SQLException;
import java.util.List;

import dev.zoetrope.ledger.jdbc.JdbcSession;

/**
 * An operation that only reads.
 *
 * @param <R> the type of the result
 */
public abstract class Query<R> extends LedgerOperation<R> {

    /** Reads the result from the database. */
    public abstract R execute(JdbcSession session) throws SQLException;

    /** A {@link JdbcBatchExecutor.Batch}: executes all queries of a batch in one transaction. */
    public static void all(JdbcSession session, List<Query<?>> batch) throws SQLException {
        for (Query<?> query : batch) {
            query.executeAndSetResult(session);
        }
    }

    private void executeAndSetResult(JdbcSession session) throws SQLException {
        result(execute(session));
    }
}
