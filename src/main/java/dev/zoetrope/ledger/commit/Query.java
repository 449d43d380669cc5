package dev.zoetrope.ledger.commit;

import java.sql.SQLException;
import java.util.List;

import dev.zoetrope.ledger.jdbc.JdbcSession;

/**
 * An operation that only reads.
 *
 * @param <R> the type of the result
 */
public final class Query<R> extends LedgerOperation<R> {
    private final Statements<R> statements;

    public Query(Statements<R> statements) {
        this.statements = statements;
    }

    /** A {@link JdbcBatchExecutor.Batch}: executes all queries of a batch in one transaction. */
    public static void all(JdbcSession session, List<Query<?>> batch) throws SQLException {
        for (Query<?> query : batch) {
            query.executeAndSetResult(session);
        }
    }

    private void executeAndSetResult(JdbcSession session) throws SQLException {
        result(statements.execute(session));
    }
}
