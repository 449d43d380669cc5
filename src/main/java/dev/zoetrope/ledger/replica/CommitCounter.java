package dev.zoetrope.ledger.replica;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.jdbc.SqlDialect;
import dev.zoetrope.ledger.task.EndUnknownSends;

/**
 * Detects a database that has lost commits: PostgreSQL failed over to a standby that lagged behind, or an older backup was
 * restored under a running replica. Each replica increments a counter in a row of its own with each commit that writes a
 * task, and remembers the highest durable counter of every replica. If a new connection reads a lower counter, or does not
 * find the replica's own row, commits are lost, and a create that was sent may be {@code pending} again. All pending
 * creates are then ended as {@code submission_unknown}, before the connection is used for anything else.
 *
 * <p>
 * {@link #observe} and {@link #highestValue} may be called on any thread, every other method only by the committer that writes.
 */
public final class CommitCounter {
    private static final Logger LOG = Logger.getLogger(CommitCounter.class);
    private static final String NAME_PREFIX = "replica:";
    /** The row of a replica is deleted this long after its last commit. */
    private static final long RETENTION_MILLIS = 30L * 24 * 60 * 60 * 1000;

    /** The beginning of a statement that also counts the commit. Params: value, name. */
    static final String COUNT_COMMIT = "with counted as (update watermark set value = ?, written_at = " + SqlDialect.NOW
            + " where name = ? returning value) ";
    /** Inserts or replaces a counter. Params: name, value. */
    private static final String UPSERT = "insert into watermark (name, value, written_at) values (?, ?, " + SqlDialect.NOW
            + ") "
            + "on conflict (name) do update set value = excluded.value, written_at = excluded.written_at";
    static final String READ_ALL = "select name, value from watermark where name like '" + NAME_PREFIX + "%'";
    private static final String DELETE_OLD = "delete from watermark where name like '" + NAME_PREFIX + "%' and written_at < "
            + SqlDialect.NOW + " - ?";

    private final String name;
    private final Map<String, Long> highestValues = new ConcurrentHashMap<>();
    private long lastValue;
    /** The counter value of the batch that is being written; 0 if the batch is not counted. */
    private long pendingValue;

    /** @param ownNumber the number of this replica */
    public CommitCounter(long ownNumber) {
        this.name = NAME_PREFIX + ownNumber;
    }

    /** Binds the parameters of {@link #COUNT_COMMIT} for the next commit; returns the number of the next parameter. */
    int bindCount(PreparedStatement statement) throws SQLException {
        pendingValue = ++lastValue;
        statement.setLong(1, pendingValue);
        statement.setString(2, name);
        return 3;
    }

    /** The next commit is not counted. The value of an earlier batch that failed must not be attributed to it. */
    void skipCount() {
        pendingValue = 0;
    }

    /** The commit is durable, and so is its counter value. */
    void confirmCount() {
        if (pendingValue > 0) {
            highestValues.merge(name, pendingValue, Math::max);
        }
    }

    /**
     * Records a counter that was read from the database.
     *
     * @param replica the name of the counter, as {@link #READ_ALL} returns it
     */
    void observe(String replica, long value) {
        highestValues.merge(replica, value, Math::max);
    }

    /** The highest durable counter value of a replica; 0 if none is known. */
    long highestValue(String replica) {
        return highestValues.getOrDefault(replica, 0L);
    }

    /**
     * Compares the counters of a new connection with the known ones. Ends all pending creates if commits are lost. Does
     * nothing in SQLite.
     */
    void checkForLoss(JdbcSession session) throws SQLException {
        if (!session.isShared()) {
            return;
        }
        String loss = describeLoss(session);
        if (loss != null) {
            LOG.errorf("The database has lost commits: %s. It was restored, or failed over to a standby that had not "
                    + "received the last commits. Creates that wait to be sent may have been sent already: they are ended "
                    + "as submission_unknown.", loss);
            int ended = EndUnknownSends.failAll(session, now(session), DueKind.SEND);
            LOG.errorf("%d pending creates were ended as submission_unknown.", ended);
            highestValues.clear();
        }
        if (loss != null || !highestValues.containsKey(name)) {
            register(session);
        }
    }

    private void register(JdbcSession session) throws SQLException {
        PreparedStatement forget = session.prepared(DELETE_OLD);
        forget.setLong(1, RETENTION_MILLIS);
        forget.executeUpdate();
        PreparedStatement set = session.prepared(UPSERT);
        set.setString(1, name);
        set.setLong(2, lastValue);
        set.executeUpdate();
        session.commit();
        highestValues.put(name, lastValue);
    }

    private static Instant now(JdbcSession session) throws SQLException {
        try (ResultSet time = session.prepared(SqlDialect.SELECT_NOW).executeQuery()) {
            time.next();
            return Instant.ofEpochMilli(time.getLong(1));
        }
    }

    /** Describes the lost commits, for the log; null if no commit is lost. */
    private String describeLoss(JdbcSession session) throws SQLException {
        boolean counterFound = false;
        String loss = null;
        try (ResultSet row = session.prepared(READ_ALL).executeQuery()) {
            while (row.next()) {
                String replica = row.getString(1);
                long value = row.getLong(2);
                counterFound |= replica.equals(name);
                if (value < highestValue(replica)) {
                    loss = "the counter of %s is %d and was %d".formatted(replica, value, highestValue(replica));
                }
            }
        }
        return counterFound || !highestValues.containsKey(name) ? loss : name + " has no counter";
    }
}
