package dev.zoetrope.ledger.replica;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

import javax.sql.DataSource;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.LedgerClock;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.jdbc.SqlDialect;
import dev.zoetrope.ledger.jdbc.SqlErrors;

/**
 * Shows the other replicas on the same PostgreSQL that this process is alive. Each replica has a random number. A session of
 * its own holds an advisory lock on that number. The lock exists exactly as long as the session, so {@code pg_locks} shows
 * which replicas are alive, however a process ends. A heartbeat keeps the session active. The server ends a session without
 * heartbeats: the process may be paused or its network cut. After a failure the number is locked again as soon as the server
 * has released it. Each heartbeat reads the database's time and the commit counters of all replicas.
 */
public final class ReplicaLease implements AutoCloseable, Runnable {
    /** The key space of these locks; separates them from other advisory locks in the same database. */
    private static final int LOCK_SPACE = 0x5a6f65;
    /** Finds the numbers of all live replicas. */
    static final String LIVE_REPLICAS = "select objid::bigint from pg_locks where locktype = 'advisory' and granted "
            + "and objsubid = 2 and classid = " + LOCK_SPACE
            + " and database = (select oid from pg_database where datname = current_database())";
    private static final String IS_ALIVE = LIVE_REPLICAS + " and objid::bigint = ?";
    /**
     * The server ends the session after this many intervals without a heartbeat. A statement fails after this many
     * intervals without an answer.
     */
    private static final int MAX_SILENT_INTERVALS = 3;
    /** The maximum number of random numbers to try until a free one is found. */
    private static final int MAX_TRIES = 8;
    private static final Logger LOG = Logger.getLogger(ReplicaLease.class);

    private final DataSource source;
    private final Duration heartbeat;
    private final int number;
    private final LedgerClock clock;
    private final CommitCounter commitCounter;
    private boolean clockAgreed = true;
    private final Thread thread = new Thread(this, "zoetrope-replica");
    private Connection connection;
    private volatile boolean closing;

    private ReplicaLease(DataSource source, Duration heartbeat, int number, LedgerClock clock) {
        this.clock = clock;
        this.commitCounter = new CommitCounter(number);
        this.source = source;
        this.heartbeat = heartbeat;
        this.number = number;
        thread.setDaemon(true);
    }

    /**
     * Locks a number that no other replica has, and starts the heartbeat.
     *
     * @param heartbeat the interval of the heartbeat; above zero
     * @param random source of the number
     * @param clock gets the database's time now and with each heartbeat
     * @throws SQLException if the database fails, or no free number is found
     */
    public static ReplicaLease join(DataSource source, Duration heartbeat, RandomGenerator random, LedgerClock clock)
            throws SQLException {
        for (int i = 0; i < MAX_TRIES; i++) {
            ReplicaLease replica = new ReplicaLease(source, heartbeat, random.nextInt(1, Integer.MAX_VALUE), clock);
            if (replica.acquire()) {
                replica.thread.start();
                return replica;
            }
        }
        throw new SQLException("no free replica number was found");
    }

    /** The number of this process, and the lookup of the others. */
    public ReplicaLiveness liveness() {
        return new ReplicaLiveness(number, ReplicaLease::isAlive);
    }

    /** Detects lost commits; for the committer that writes. */
    public CommitCounter commitCounter() {
        return commitCounter;
    }

    private static boolean isAlive(JdbcSession session, long replica) throws SQLException {
        PreparedStatement statement = session.prepared(IS_ALIVE);
        statement.setLong(1, replica);
        try (ResultSet row = statement.executeQuery()) {
            return row.next();
        }
    }

    @Override
    public void run() {
        while (!closing) {
            LockSupport.parkNanos(this, heartbeat.toNanos());
            if (!closing) {
                renew();
            }
        }
        release();
    }

    /** If the session has ended, it is replaced at once: a process that was paused is alive again from now on. */
    private void renew() {
        if (connection != null) {
            heartbeat();
        }
        if (connection == null) {
            rejoin();
        }
    }

    private void heartbeat() {
        try {
            readServerState();
        } catch (SQLException | RuntimeException e) { // the thread must not end: the process would seem dead
            LOG.debugf("the heartbeat failed: %s", SqlErrors.describe(e));
            release();
        }
    }

    private void rejoin() {
        try {
            if (!acquire()) {
                LOG.debug("the server has not released the lock of the previous session yet");
            }
        } catch (SQLException | RuntimeException e) {
            LOG.debugf("the replica number could not be locked again: %s", SqlErrors.describe(e));
            release();
        }
    }

    /** Tries to lock the number on a new session. Keeps the session if that succeeds. */
    private boolean acquire() throws SQLException {
        boolean held = tryLock();
        if (held) {
            readServerState();
        } else {
            release();
        }
        return held;
    }

    /** Reads the database's time and the commit counters of all replicas. */
    private void readServerState() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Instant queriedAt = clock.machineTime();
            try (ResultSet time = statement.executeQuery(SqlDialect.SELECT_NOW)) {
                time.next();
                clock.measure(queriedAt, Instant.ofEpochMilli(time.getLong(1)));
            }
            try (ResultSet row = statement.executeQuery(CommitCounter.READ_ALL)) {
                while (row.next()) {
                    commitCounter.observe(row.getString(1), row.getLong(2));
                }
            }
        }
        if (clockAgreed != clock.agrees()) {
            clockAgreed = clock.agrees();
            LOG.logf(clockAgreed ? Logger.Level.INFO : Logger.Level.ERROR,
                    "The offset of the database's clock to this machine's is %s s: "
                            + "this replica is %s",
                    clock.offset().toMillis() / 1000.0, clockAgreed ? "ready again" : "not ready");
        }
    }

    private boolean tryLock() throws SQLException {
        connection = source.getConnection();
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(heartbeat.toMillis() * MAX_SILENT_INTERVALS));
        try (Statement statement = connection.createStatement();
                PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_lock(?, ?)")) {
            statement.execute("set idle_session_timeout = " + heartbeat.toMillis() * MAX_SILENT_INTERVALS);
            lock.setInt(1, LOCK_SPACE);
            lock.setInt(2, number);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            release();
            throw e;
        }
    }

    /**
     * Releases the lock before the session returns to the pool. If that fails, the session is broken and the pool closes
     * it.
     */
    private void release() {
        if (connection == null) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock_all(); reset idle_session_timeout");
        } catch (SQLException e) {
            LOG.debugf("the session of the replica lock has ended: %s", SqlErrors.describe(e));
        }
        SqlErrors.closeQuietly(connection);
        connection = null;
    }

    /** Ends the lease: this replica counts as dead as soon as a running statement has ended. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
    }
}
