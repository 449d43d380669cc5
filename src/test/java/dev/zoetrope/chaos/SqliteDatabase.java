package dev.zoetrope.chaos;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * In the data directory of the one gateway, which is configured without a word. It is away while another connection holds
 * the lock of the only writer.
 */
final class SqliteDatabase implements Database {
    /** The time between claim and {@code sending} is some hundred microseconds. */
    private static final Duration LOOK = Duration.ofNanos(50_000);
    private static final Duration LONGEST = PATIENCE.plusSeconds(10);
    /** SQLite's result code for a lock that somebody else has. */
    private static final int BUSY = 5;

    private final Path data;
    private Connection holder;

    SqliteDatabase(Path data) {
        this.data = data;
    }

    @Override
    public Map<String, String> settings(int place) {
        return Map.of();
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url() + "?open_mode=1");
    }

    @Override
    public Caught takeAway(Outage outage, int otherwise) throws SQLException {
        holder = DriverManager.getConnection(url() + "?busy_timeout=0");
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < LONGEST.toNanos()) {
            boolean wait = System.nanoTime() - begin < PATIENCE.toNanos();
            if ((!wait || !ResendRows.claimed(holder).isEmpty()) && locked()) {
                Caught caught = new Caught(otherwise, System.nanoTime(), ResendRows.claimed(holder));
                if (!wait || !caught.versions().isEmpty()) {
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
