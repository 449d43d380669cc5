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
 * This process among those that share a PostgreSQL. It has a random number, and a session of its own holds an advisory
 * lock on it: the lock is there exactly as long as the session, so that {@code pg_locks} says who is alive, whatever way
 * the others ended. The session is kept awake; the server ends one that falls silent, be its process paused or its
 * network cut. After trouble the number is locked again, as soon as the server has let go of it. With each beat it reads
 * the database's time and the commit counts of all replicas.
 */
public final class ReplicaLease implements AutoCloseable, Runnable {
    /** Keeps our numbers apart from other advisory locks in the same database. */
    private static final int SPACE = 0x5a6f65;
    /** The numbers of all that are alive. */
    static final String LIVING = "select objid::bigint from pg_locks where locktype = 'advisory' and granted "
            + "and objsubid = 2 and classid = " + SPACE
            + " and database = (select oid from pg_database where datname = current_database())";
    private static final String ALIVE = LIVING + " and objid::bigint = ?";
    private static final int SILENT_TIMES = 3;
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
     * Takes a number nobody else has.
     *
     * @param beat how often it shows that it is alive
     * @param clock told the database's time now and with each beat
     * @throws SQLException if the database is in trouble
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
        throw new SQLException("no number is free");
    }

    /** This process and the others. */
    public ReplicaLiveness replicas() {
        return new ReplicaLiveness(number, ReplicaLease::alive);
    }

    /** What tells whether the record has gone back; for the lane that writes. */
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

    /** A session that is gone is made anew at once: a process that was paused is alive again from now on. */
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
        } catch (SQLException | RuntimeException e) { // a heart that stops makes a live process look dead
            LOG.debugf("the sign of life could not be given: %s", SqlErrors.describe(e));
            drop();
        }
    }

    private void comeBack() {
        try {
            if (!taken()) {
                LOG.debug("the server still holds the old session's lock");
            }
        } catch (SQLException | RuntimeException e) {
            LOG.debugf("the sign of life could not be taken up again: %s", SqlErrors.describe(e));
            drop();
        }
    }

    /** Whether the number is ours, on a session that is then kept. */
    private boolean taken() throws SQLException {
        boolean ours = locked();
        if (ours) {
            look();
        } else {
            drop();
        }
        return ours;
    }

    /** What is read with each beat: the database's time, and how many commits of each replica are in the record. */
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

    /** A session that goes back to the pool is nobody's sign of life; one that cannot say so is closed by the pool. */
    private void drop() {
        if (connection == null) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock_all(); reset idle_session_timeout");
        } catch (SQLException e) {
            LOG.debugf("the sign of life ended with its session: %s", SqlErrors.describe(e));
        }
        SqlErrors.closeQuietly(connection);
        connection = null;
    }

    /** Dead from now on; at the latest within the time of a statement. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
    }
}
