package dev.zoetrope.ledger.commit;

import java.sql.SQLException;

import dev.zoetrope.ledger.jdbc.JdbcSession;

/**
 * The statements of one operation.
 *
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface Statements<R> {

    /** Executes the statements within the transaction of the batch. If the batch is repeated, it is called again. */
    R execute(JdbcSession session) throws SQLException;
}
