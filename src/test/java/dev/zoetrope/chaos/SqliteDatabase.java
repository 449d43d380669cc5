package dev.zoetrope.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

import dev.zoetrope.chaos.Handovers.Handover;
import dev.zoetrope.chaos.Handovers.Hold;

/**
 * In the data directory of the one gateway. It is away while another connection holds the lock of the only writer. The
 * gateway waits for the lock a quarter of a second instead of five: its writes fail soon, as on a full disk, and what it
 * has to take back waits ever longer between its tries.
 */
final class SqliteDatabase implements Database {
    /** The time between claim and {@code sending} is some hundred microseconds. */
    private static final Duration LOOK = Duration.ofNanos(50_000);
    private static final Duration LONGEST = PATIENCE.plusSeconds(10);
    static final Duration BUSY_TIMEOUT = Duration.ofMillis(250);
    private static final String URL = "quarkus.datasource.jdbc.url";
    /** SQLite's result code for a lock that somebody else has. */
    private static final int BUSY = 5;

    private final Path data;
    private final Handovers handovers;
    private Connection holder;

    SqliteDatabase(Path data, Handovers handovers) {
        this.data = data;
        this.handovers = handovers;
    }

    @Override
    public Map<String, String> settings(int place) {
        String url = configured().replace("${zoetrope.data-dir:data}", data.toAbsolutePath().toString());
        return Map.of("QUARKUS_DATASOURCE_JDBC_URL",
                url.replaceFirst("busy_timeout=[0-9]+", "busy_timeout=" + BUSY_TIMEOUT.toMillis()));
    }

    /** As the gateway has it. */
    private static String configured() {
        try (InputStream file = SqliteDatabase.class.getResourceAsStream("/application.properties")) {
            Properties settings = new Properties();
            settings.load(file);
            return settings.getProperty(URL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url() + "?open_mode=1");
    }

    @Override
    public Caught takeAway(Outage outage, int otherwise) throws SQLException {
        holder = DriverManager.getConnection(url() + "?busy_timeout=0");
        return outage.handover() ? takeAwayInHandover(otherwise) : takeAwayInResend(otherwise);
    }

    /** A vendor that is about to say no does it when the lock is held. */
    private Caught takeAwayInHandover(int otherwise) throws SQLException {
        Hold hold = handovers.hold();
        Handover handover = handovers.reached(hold, PATIENCE.toMillis());
        try {
            long begin = System.nanoTime();
            while (!locked()) {
                if (System.nanoTime() - begin > LONGEST.toNanos()) {
                    throw new IllegalStateException("the gateway never let go of the lock");
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
            return handover == null ? Caught.nothing(otherwise)
                    : new Caught(handover.place(), System.nanoTime(), HandoverRow.sending(holder, handover));
        } finally {
            hold.release();
        }
    }

    private Caught takeAwayInResend(int otherwise) throws SQLException {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < LONGEST.toNanos()) {
            boolean wait = System.nanoTime() - begin < PATIENCE.toNanos();
            if ((!wait || !ResendRows.claimed(holder).isEmpty()) && locked()) {
                Caught caught = new Caught(otherwise, System.nanoTime(), ResendRows.claimed(holder));
                if (!wait || !caught.resends().isEmpty()) {
                    return caught;
                }
                execute("rollback");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        throw new IllegalStateException("the gateway never let go of the lock");
    }

    private boolean locked() throws SQLException {
        try {
            execute("begin immediate");
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == BUSY) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void giveBack() throws SQLException {
        execute("rollback");
        holder.close();
    }

    private void execute(String text) throws SQLException {
        try (Statement sql = holder.createStatement()) {
            sql.execute(text);
        }
    }

    private String url() {
        return "jdbc:sqlite:" + data.resolve("zoetrope.db");
    }

    @Override
    public void close() {
        // the files belong to the run
    }
}
