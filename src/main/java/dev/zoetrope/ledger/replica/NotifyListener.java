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
 * Receives the change notifications of the other replicas on a connection of its own and publishes them to the change feed.
 * Notifications are lost if the connection breaks. So after each new connection, and also periodically, the changes are read
 * from the database: every change is published at least once.
 */
public final class NotifyListener implements AutoCloseable, Runnable {
    private static final Logger LOG = Logger.getLogger(NotifyListener.class);
    /** Covers the differences between clocks, and the time from the {@code updated_at} of a row to its commit. */
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(5);
    /** The connection is broken if the server does not answer for this many intervals. */
    private static final int MAX_SILENT_INTERVALS = 3;

    private final DataSource source;
    private final Duration heartbeat;
    private final Duration reread;
    private final long ownNumber;
    private final ChangeFeed feed;
    private final Clock clock;
    private final Thread thread = new Thread(this, "zoetrope-ledger-listen");
    /** All changes up to this time have been published. */
    private Instant publishedUntil;
    private Duration pause = FIRST_PAUSE;
    private volatile boolean closing;
    private volatile boolean connected;

    /**
     * @param heartbeat after this time without a notification the connection is tested; above zero
     * @param reread interval at which the changes are read from the database, whether notifications arrive or not
     * @param ownNumber the number of this replica
     */
    public NotifyListener(DataSource source, Duration heartbeat, Duration reread, long ownNumber, ChangeFeed feed,
            Clock clock) {
        this.source = source;
        this.heartbeat = heartbeat;
        this.reread = reread;
        this.ownNumber = ownNumber;
        this.feed = feed;
        this.clock = clock;
        this.publishedUntil = clock.instant();
        thread.setDaemon(true);
    }

    public NotifyListener start() {
        thread.start();
        return this;
    }

    /** Whether it is listening at the moment. */
    boolean connected() {
        return connected;
    }

    @Override
    public void run() {
        while (!closing) {
            try (Connection connection = source.getConnection()) {
                listenOn(connection);
            } catch (SQLException | RuntimeException e) { // without this thread, missing notifications are not noticed
                LOG.debugf("notifications of the other replicas are not received: %s", SqlErrors.describe(e));
            }
            connected = false;
            if (!closing) {
                LockSupport.parkNanos(this, pause.toNanos());
                pause = pause.multipliedBy(2).compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    private void listenOn(Connection connection) throws SQLException {
        try {
            listen(connection);
        } finally {
            stopListening(connection);
        }
    }

    /**
     * Makes the connection stop listening before it returns to the pool. If that fails, it is broken and the pool closes
     * it.
     */
    private static void stopListening(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("unlisten *; reset idle_session_timeout");
        } catch (SQLException e) {
            LOG.debugf("the listening session has ended: %s", SqlErrors.describe(e));
        }
    }

    private void listen(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(heartbeat.toMillis() * MAX_SILENT_INTERVALS));
        try (Statement statement = connection.createStatement();
                PreparedStatement changed = connection.prepareStatement(TaskSql.CHANGED_SINCE)) {
            // planned for the actual time of each execution: a generic plan would read the whole table
            changed.unwrap(PGStatement.class).setPrepareThreshold(0);
            // the server's limit for idle sessions must not end a session that waits for notifications
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
                receive(connection.unwrap(PGConnection.class), statement);
            }
        }
    }

    private void receive(PGConnection connection, Statement statement) throws SQLException {
        PGNotification[] notices = connection.getNotifications(Math.toIntExact(heartbeat.toMillis()));
        if (notices == null || notices.length == 0) {
            statement.execute("select 1"); // a broken connection is noticed only when it is used
            return;
        }
        for (PGNotification notice : notices) {
            ChangeNotification.read(notice.getParameter(), ownNumber, feed::publish);
        }
    }

    private void reread(PreparedStatement changed, Instant now) throws SQLException {
        long since = publishedUntil.minus(MARGIN).toEpochMilli();
        for (int i = 1; i <= TaskSql.CHANGED_SINCE_PARAMETERS; i++) {
            changed.setLong(i, since);
        }
        try (ResultSet row = changed.executeQuery()) {
            while (row.next()) {
                feed.publish(new Change(new TaskId(row.getString(1)), new Caller(row.getString(2)), row.getLong(3), null));
            }
        }
        publishedUntil = now;
        pause = FIRST_PAUSE;
    }

    /** Stops listening after at most one {@code heartbeat}. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
    }
}
