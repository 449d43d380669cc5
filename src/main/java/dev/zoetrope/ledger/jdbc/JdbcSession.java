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


/** A connection kept for long, with its prepared statements. Not for several threads. */
public final class JdbcSession implements AutoCloseable {
    /** Far above a round trip; who waits for the work should not wait much longer for that. */
    private static final int ANSWERS_WITHIN_SECONDS = 2;

    private final Connection connection;
    private final SqlDialect database;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private JdbcSession(Connection connection, SqlDialect database) {
        this.connection = connection;
        this.database = database;
    }

    /** @param longest a statement may take, in PostgreSQL */
    public static JdbcSession open(DataSource source, Duration longest) throws SQLException {
        Connection connection = source.getConnection();
        try {
            SqlDialect database = SqlDialect.of(connection);
            database.prepare(connection, longest);
            connection.setAutoCommit(false);
            return new JdbcSession(connection, database);
        } catch (SQLException e) {
            SqlErrors.closeQuietly(connection);
            throw e;
        }
    }

    /** The prepared statement for the text, made on first use; not to be closed by the caller. */
    public PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(database.text(sql));
            statements.put(sql, statement);
        }
        return statement;
    }

    /** Keeps every other replica from the same numbers until this transaction ends. */
    public void lock(SortedSet<Long> numbers) throws SQLException {
        if (!numbers.isEmpty()) {
            database.lock(this, numbers);
        }
    }

    /** Values of one of the server's types as a parameter. */
    public Array array(String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    /** The texts as a parameter. */
    public Array array(List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    /** Whether other processes may share the record. */
    public boolean shared() {
        return database == SqlDialect.POSTGRESQL;
    }

    /** Whether the other end is still there. */
    public boolean answers() {
        try {
            boolean answered = connection.isValid(ANSWERS_WITHIN_SECONDS);
            connection.rollback();
            return answered;
        } catch (SQLException e) {
            return false;
        }
    }

    public void commit() throws SQLException {
        connection.commit();
    }

    /** Forgets what was not committed, half-filled batches included. */
    public void rollback() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.clearBatch();
        }
        connection.rollback();
    }

    /** Ends a transaction that may be open; a pool must not get the connection back in the middle of one. */
    @Override
    public void close() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // it is closed next, which ends the transaction too
        }
        statements.values().forEach(SqlErrors::closeQuietly);
        SqlErrors.closeQuietly(connection);
    }
}
