package dev.zoetrope.ledger.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

import javax.sql.DataSource;

/** A long-lived connection with its prepared statements. Not thread-safe. */
public final class JdbcSession implements AutoCloseable {
    /** Much longer than a round trip, and short enough for the batch that waits for the test of the connection. */
    private static final int TEST_TIMEOUT_SECONDS = 2;

    private final Connection connection;
    private final SqlDialect dialect;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private JdbcSession(Connection connection, SqlDialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /**
     * Opens a session.
     *
     * @param timeout longest time of a statement, in PostgreSQL
     */
    public static JdbcSession open(DataSource source, Duration timeout) throws SQLException {
        Connection connection = source.getConnection();
        try {
            SqlDialect dialect = SqlDialect.of(connection);
            dialect.configure(connection, timeout);
            connection.setAutoCommit(false);
            return new JdbcSession(connection, dialect);
        } catch (SQLException e) {
            SqlErrors.closeQuietly(connection);
            throw e;
        }
    }

    /** The prepared statement for the text, created on first use. The user of this method must not close it. */
    public PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(dialect.translate(sql));
            statements.put(sql, statement);
        }
        return statement;
    }

    /** Locks each number against all other replicas until this transaction ends; waits for locks of others. */
    public void lock(SortedSet<Long> numbers) throws SQLException {
        if (!numbers.isEmpty()) {
            dialect.lock(this, numbers);
        }
    }

    /** An array parameter of one of the server's types. */
    public Array array(String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    /** An array parameter of texts. */
    public Array array(List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    /** Whether other processes may use the database, which is so with PostgreSQL. */
    public boolean isShared() {
        return dialect == SqlDialect.POSTGRESQL;
    }

    /** Whether the database answers on this connection, within 2 s. */
    public boolean isAlive() {
        try {
            boolean answered = connection.isValid(TEST_TIMEOUT_SECONDS);
            connection.rollback();
            return answered;
        } catch (SQLException e) {
            return false;
        }
    }

    public void commit() throws SQLException {
        connection.commit();
    }

    /** Rolls back the transaction and clears all batches that were not executed. */
    public void rollback() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.clearBatch();
        }
        connection.rollback();
    }

    /** Closes the connection after a rollback, so that the pool does not get it back with an open transaction. */
    @Override
    public void close() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // the close below also ends the transaction
        }
        statements.values().forEach(SqlErrors::closeQuietly);
        SqlErrors.closeQuietly(connection);
    }
}
