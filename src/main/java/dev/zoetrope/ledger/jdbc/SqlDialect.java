package dev.zoetrope.ledger.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.SortedSet;


/**
 * The two databases, and where they differ. A text for both may hold {@link #FREE} or {@link #WAIT}, which are comments
 * to SQLite: it has one writer, so no other transaction holds a row.
 */
public enum SqlDialect {
    SQLITE,
    POSTGRESQL {
        @Override
        public String text(String sql) {
            return sql.replace(FREE, "for update skip locked").replace(WAIT, "for update");
        }

        /**
         * The setting of the role or the server may be weaker than the promise, or stronger. Every transaction is READ
         * COMMITTED: a create that waited for the lock of its fingerprint must see the equal create that was committed
         * meanwhile, which a snapshot from before the wait hides. A session that falls silent
         * within a transaction (its process is paused, its machine gone) holds rows that others want, so the server
         * ends it. Locks end earlier than statements: whoever waits for a row is to try again, not to give up.
         */
        @Override
        public void prepare(Connection connection, Duration longest) throws SQLException {
            long millis = longest.toMillis();
            try (Statement statement = connection.createStatement()) {
                statement.execute("select set_config('synchronous_commit', 'on', false) "
                        + "where current_setting('synchronous_commit') not in ('on', 'remote_apply')");
                statement.execute("set session characteristics as transaction isolation level read committed");
                statement.execute("set statement_timeout = " + millis + "; set lock_timeout = " + (millis + 1) / 2
                        + "; set idle_in_transaction_session_timeout = " + millis);
            }
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(longest.plus(SERVERS_WORD).toMillis()));
        }

        /** In their order, so that two who want the same ones do not wait for each other. */
        @Override
        void lock(JdbcSession session, SortedSet<Long> numbers) throws SQLException {
            PreparedStatement statement = session.prepared(LOCK);
            statement.setArray(1, session.array("bigint", numbers.toArray()));
            try (ResultSet locked = statement.executeQuery()) {
                while (locked.next()) {
                    // each is held until the transaction ends
                }
            }
        }
    };

    /** At the end of a selection of rows to be changed: those that no other transaction has hold of. */
    public static final String FREE = "/*free*/";
    /** At the end of a selection of rows to be changed: waits for the transactions that have hold of them. */
    public static final String WAIT = "/*wait*/";
    /** PostgreSQL's own time in milliseconds, whatever the clock of this machine says. */
    public static final String NOW = "(extract(epoch from clock_timestamp()) * 1000)::bigint";
    public static final String TIME = "select " + NOW;
    private static final String LOCK = "select pg_advisory_xact_lock(number) from "
            + "(select unnest(?) as number order by 1) as numbers";
    /** What the server's own word about a statement that took too long may need to arrive. */
    private static final Duration SERVERS_WORD = Duration.ofSeconds(2);

    static SqlDialect of(Connection connection) throws SQLException {
        return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName()) ? POSTGRESQL : SQLITE;
    }

    /** Keeps the numbers to this transaction, where there may be others at the same time. */
    void lock(JdbcSession session, SortedSet<Long> numbers) throws SQLException {
        // SQLite has one writer
    }

    /** The text as this database reads it. */
    public String text(String sql) {
        return sql;
    }

    /**
     * Readies a new session.
     *
     * @param longest a statement may take
     */
    public void prepare(Connection connection, Duration longest) throws SQLException {
        // SQLite is told by the URL
    }
}
