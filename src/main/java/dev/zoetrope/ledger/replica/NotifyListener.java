package dev.zoetrope.ledger.replica;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.PGStatement;

import dev.zoetrope.ledger.Change;
import dev.zoetrope.ledger.ChangeFeed;
import dev.zoetrope.ledger.jdbc.SqlErrors;
import dev.zoetrope.ledger.task.TaskSql;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.TaskId;

/**
 * Hears what the other replicas write, on a connection of its own, and tells the feed. Notices are lost with a
 * connection, so after each new one, and now and then in any case, what was written since is read from the record: the
 * feed tells everything at least once.
 */
public final class NotifyListener implements AutoCloseable, Runnable {
    private static final Logger LOG = Logger.getLogger(NotifyListener.class);
    /** What clocks may differ by, and what a row may be written later than its {@code updated_at}. */
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int SILENT_TIMES = 3;

    private final DataSource source;
    private final Duration beat;
    private final Duration reread;
    private final long own;
    private final ChangeFeed feed;
    private final Clock clock;
    private final Thread thread = new Thread(this, "zoetrope-ledger-listen");
    /** Until when nothing was missed. */
    private Instant complete;
    private Duration pause = FIRST_PAUSE;
    private volatile boolean closing;
    private volatile boolean connected;

    /**
     * @param beat how often the connection is tried while nothing comes
     * @param reread how often the record is read in any case
     * @param own the number of this replica
     */
    public NotifyListener(DataSource source, Duration beat, Duration reread, long own, ChangeFeed feed, Clock clock) {
        this.source = source;
        this.beat = beat;
        this.reread = reread;
        this.own = own;
        this.feed = feed;
        this.clock = clock;
        this.complete = clock.instant();
        thread.setDaemon(true);
    }

    public NotifyListener start() {
        thread.start();
        return this;
    }

    /** Whether it hears at the moment. */
    boolean connected() {
        return connected;
    }

    @Override
    public void run() {
        while (!closing) {
            try (Connection connection = source.getConnection()) {
                hearOn(connection);
            } catch (SQLException | RuntimeException e) { // a process that has gone deaf would go on looking well
                LOG.debugf("the other replicas are not heard: %s", SqlErrors.describe(e));
            }
            connected = false;
            if (!closing) {
                LockSupport.parkNanos(this, pause.toNanos());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    private void hearOn(Connection connection) throws SQLException {
        try {
            listen(connection);
        } finally {
            leave(connection);
        }
    }

    /** A connection that goes back to the pool hears nothing; one that cannot say so is closed by the pool. */
    private static void leave(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("unlisten *; reset idle_session_timeout");
        } catch (SQLException e) {
            LOG.debugf("the listening ended with its session: %s", SqlErrors.describe(e));
        }
    }

    private void listen(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(beat.toMillis() * SILENT_TIMES));
        try (Statement statement = connection.createStatement();
                PreparedStatement changed = connection.prepareStatement(TaskSql.CHANGED_SINCE)) {
            // planned for the time it is about: for any time at all the whole table would be read
            changed.unwrap(PGStatement.class).setPrepareThreshold(0);
            // the server's own limit for idle sessions is not meant for those that wait for its word
            statement.execute("set idle_session_timeout = 0");
            try (ResultSet channel = statement.executeQuery("select " + ChangeNotification.CHANNEL)) {
                channel.next();
                String name = channel.getString(1);
                statement.execute("listen " + name);
            }
            connected = true;
            Instant next = Instant.MIN;
            while (!closing) {
                Instant now = clock.instant();
                if (!now.isBefore(next)) {
                    reread(changed, now);
                    next = now.plus(reread);
                }
                hear(connection.unwrap(PGConnection.class), statement);
            }
        }
    }

    private void hear(PGConnection connection, Statement statement) throws SQLException {
        PGNotification[] notices = connection.getNotifications(Math.toIntExact(beat.toMillis()));
        if (notices == null || notices.length == 0) {
            statement.execute("select 1"); // a peer that has vanished does not say so
            return;
        }
        for (PGNotification notice : notices) {
            ChangeNotification.read(notice.getParameter(), own, feed::tell);
        }
    }

    private void reread(PreparedStatement changed, Instant now) throws SQLException {
        long since = complete.minus(MARGIN).toEpochMilli();
        for (int i = 1; i <= TaskSql.CHANGED_SINCE_PARAMETERS; i++) {
            changed.setLong(i, since);
        }
        try (ResultSet row = changed.executeQuery()) {
            while (row.next()) {
                feed.tell(new Change(new TaskId(row.getString(1)), new Caller(row.getString(2)), row.getLong(3), null));
            }
        }
        complete = now;
        pause = FIRST_PAUSE;
    }

    /** Hears nothing more; at the latest within the time of a beat. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
    }
}
