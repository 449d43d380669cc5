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
 * The sign that this process is alive, for the other replicas on the same PostgreSQL. Each replica has a random number. A
 * session of its own holds an advisory lock on that number. The lock exists exactly as long as the session, so
 * {@code pg_locks} shows which replicas are alive, however a process ends. A heartbeat keeps the session active. The server
 * ends a session without heartbeats: the process may be paused or its network cut. After a failure the number is locked
 * again as soon as the server has released it. Each heartbeat reads the database's time and the commit counters of all
 * replicas.
 */
public final class ReplicaLease implements AutoCloseable, Runnable {
    /** The key space of these locks; separates them from other advisory locks in the same database. */
    private static final int SPACE = 0x5a6f65;
    /** Finds the numbers of all live replicas. */
    static final String LIVING = "select objid::bigint from pg_locks where locktype = 'advisory' and granted "
            + "and objsubid = 2 and classid = " + SPACE
            + " and database = (select oid from pg_database where datname = current_database())";
    private static final String ALIVE = LIVING + " and objid::bigint = ?";
    /**
     * The server ends the session after this many intervals without a heartbeat. A statement fails after this many
     * intervals without an answer.
     */
    private static final int SILENT_TIMES = 3;
    /** Most random numbers to try until a free one is found. */
    private static final int TRIES = 8;
    private static final Logger LOG = Logger.getLogger(ReplicaLease.class);

    private final DataSource source;
    private final Duration beat;
    private final int number;
    private final LedgerClock clock;
    private final CommitCounter watermark;
    private boolean agreed = true;
    private final Thread thread = new Thread(this, "zoetrope-replica");
    private Connection connection;
    private volatile boolean closing;

    private ReplicaLease(DataSource source, Duration beat, int number, LedgerClock clock) {
        this.clock = clock;
        this.watermark = new CommitCounter(number);
        this.source = source;
        this.beat = beat;
        this.number = number;
        thread.setDaemon(true);
    }

    /**
     * Locks a number that no other replica has, and starts the heartbeat.
     *
     * @param beat the interval of the heartbeat; above zero
     * @param random source of the number
     * @param clock gets the database's time now and with each heartbeat
     * @throws SQLException if the database fails, or no free number is found
     */
    public static ReplicaLease join(DataSource source, Duration beat, RandomGenerator random, LedgerClock clock)
            throws SQLException {
        for (int i = 0; i < TRIES; i++) {
            ReplicaLease replica = new ReplicaLease(source, beat, random.nextInt(1, Integer.MAX_VALUE), clock);
            if (replica.taken()) {
                replica.thread.start();
                return replica;
            }
        }
        throw new SQLException("no free replica number was found");
    }

    /** The number of this process, and the lookup of the others. */
    public ReplicaLiveness replicas() {
        return new ReplicaLiveness(number, ReplicaLease::alive);
    }

    /** Detects lost commits; for the committer that writes. */
    public CommitCounter watermark() {
        return watermark;
    }

    private static boolean alive(JdbcSession session, long replica) throws SQLException {
        PreparedStatement statement = session.prepared(ALIVE);
        statement.setLong(1, replica);
        try (ResultSet row = statement.executeQuery()) {
            return row.next();
        }
    }

    @Override
    public void run() {
        while (!closing) {
            LockSupport.parkNanos(this, beat.toNanos());
            if (!closing) {
                show();
            }
        }
        drop();
    }

    /** If the session has ended, it is replaced at once: a process that was paused is alive again from now on. */
    private void show() {
        if (connection != null) {
            beat();
        }
        if (connection == null) {
            comeBack();
        }
    }

    private void beat() {
        try {
            look();
        } catch (SQLException | RuntimeException e) { // the thread must not end: the process would seem dead
            LOG.debugf("the heartbeat failed: %s", SqlErrors.describe(e));
            drop();
        }
    }

    private void comeBack() {
        try {
            if (!taken()) {
                LOG.debug("the server has not released the lock of the previous session yet");
            }
        } catch (SQLException | RuntimeException e) {
            LOG.debugf("the replica number could not be locked again: %s", SqlErrors.describe(e));
            drop();
        }
    }

    /** Tries to lock the number on a new session. Keeps the session if that succeeds. */
    private boolean taken() throws SQLException {
        boolean ours = locked();
        if (ours) {
            look();
        } else {
            drop();
        }
        return ours;
    }

    /** Reads the database's time and the commit counters of all replicas. */
    private void look() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Instant asked = clock.machineTime();
            try (ResultSet time = statement.executeQuery(SqlDialect.TIME)) {
                time.next();
                clock.look(asked, Instant.ofEpochMilli(time.getLong(1)));
            }
            try (ResultSet row = statement.executeQuery(CommitCounter.READ)) {
                while (row.next()) {
                    watermark.saw(row.getString(1), row.getLong(2));
                }
            }
        }
        if (agreed != clock.agrees()) {
            agreed = clock.agrees();
            LOG.logf(agreed ? Logger.Level.INFO : Logger.Level.ERROR, "The database's clock is %s s ahead of this machine's: "
                    + "this replica is %s", clock.ahead().toMillis() / 1000.0, agreed ? "ready again" : "not ready");
        }
    }

    private boolean locked() throws SQLException {
        connection = source.getConnection();
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(beat.toMillis() * SILENT_TIMES));
        try (Statement statement = connection.createStatement();
                PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_lock(?, ?)")) {
            statement.execute("set idle_session_timeout = " + beat.toMillis() * SILENT_TIMES);
            lock.setInt(1, SPACE);
            lock.setInt(2, number);
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            drop();
            throw e;
        }
    }

    /**
     * Releases the lock before the session returns to the pool. If that fails, the session is broken and the pool closes
     * it.
     */
    private void drop() {
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
