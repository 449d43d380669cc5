package dev.zoetrope.ledger.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.SortedSet;

/**
 * The differences between the two databases. A SQL text for both may contain {@link #SKIP_LOCKED} or {@link #WAIT_FOR_LOCK}.
 * SQLite reads them as comments: it has one writer, so no other transaction locks a row.
 */
public enum SqlDialect {
    SQLITE,
    POSTGRESQL {
        @Override
        public String translate(String sql) {
            return sql.replace(SKIP_LOCKED, "for update skip locked").replace(WAIT_FOR_LOCK, "for update");
        }

        /**
         * Sets the parameters of the session:
         * <ul>
         * <li>{@code synchronous_commit}, if the role or the server has a weaker value than the ledger guarantees; a
         * stronger value stays.</li>
         * <li>READ COMMITTED: a create that waited for the lock of its fingerprint must see the equal create that was
         * committed meanwhile. A snapshot from before the wait would hide it.</li>
         * <li>A timeout for a session that is idle in a transaction, because its process is paused or its machine is gone:
         * it holds locks of rows that other replicas need, so the server ends it.</li>
         * <li>A timeout for locks that is shorter than the one for statements, so that the wait for a lock ends with an
         * error after which the batch is tried again.</li>
         * </ul>
         */
        @Override
        public void configure(Connection connection, Duration timeout) throws SQLException {
            long millis = timeout.toMillis();
            try (Statement statement = connection.createStatement()) {
                statement.execute("select set_config('synchronous_commit', 'on', false) "
                        + "where current_setting('synchronous_commit') not in ('on', 'remote_apply')");
                statement.execute("set session characteristics as transaction isolation level read committed");
                statement.execute("set statement_timeout = " + millis + "; set lock_timeout = " + (millis + 1) / 2
                        + "; set idle_in_transaction_session_timeout = " + millis);
            }
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(timeout.plus(SERVER_ERROR_MARGIN).toMillis()));
        }

        /** Locks in ascending order, so that two transactions with the same numbers cannot deadlock. */
        @Override
        void lock(JdbcSession session, SortedSet<Long> numbers) throws SQLException {
            PreparedStatement statement = session.prepared(LOCK);
            statement.setArray(1, session.array("bigint", numbers.toArray()));
            try (ResultSet locked = statement.executeQuery()) {
                while (locked.next()) {
                    // each row is a lock, which is held until the transaction ends
                }
            }
        }
    };

    /** At the end of a select of rows to be changed: skips rows that another transaction has locked. */
    public static final String SKIP_LOCKED = "/*free*/";
    /** At the end of a select of rows to be changed: waits for the transactions that have locked them. */
    public static final String WAIT_FOR_LOCK = "/*wait*/";
    /** The time of PostgreSQL's clock in milliseconds since 1970. */
    public static final String NOW = "(extract(epoch from clock_timestamp()) * 1000)::bigint";
    public static final String SELECT_NOW = "select " + NOW;
    private static final String LOCK = "select pg_advisory_xact_lock(number) from "
            + "(select unnest(?) as number order by 1) as numbers";
    /** How much longer than a statement the client waits for the server's error about a statement timeout. */
    private static final Duration SERVER_ERROR_MARGIN = Duration.ofSeconds(2);

    static SqlDialect of(Connection connection) throws SQLException {
        return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName()) ? POSTGRESQL : SQLITE;
    }

    /** Locks the numbers until the end of this transaction, if the database allows concurrent transactions. */
    void lock(JdbcSession session, SortedSet<Long> numbers) throws SQLException {
        // SQLite has one writer
    }

    /** The SQL text for this database. */
    public String translate(String sql) {
        return sql;
    }

    /**
     * Sets the parameters of a new session.
     *
     * @param timeout longest time of a statement
     */
    public void configure(Connection connection, Duration timeout) throws SQLException {
        // SQLite has its parameters in the URL
    }
}
