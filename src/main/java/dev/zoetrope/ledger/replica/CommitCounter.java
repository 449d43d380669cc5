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
import dev.zoetrope.ledger.task.FailInterruptedSends;

/**
 * Detects a database that has lost commits: PostgreSQL failed over to a standby that lagged behind, or an older backup was
 * restored under a running replica. Each replica increments a counter in a row of its own with each commit, and remembers
 * the highest counter of every replica that is certain. If a new connection reads a lower counter, or does not find the
 * replica's own row, then commits are lost, and a create that was sent may be {@code pending} again. All pending creates are
 * then ended as {@code submission_unknown}, before the connection is used for anything else.
 *
 * <p>
 * {@link #saw} may be called on any thread; every other method is called by the lane that writes.
 */
public final class CommitCounter {
    private static final Logger LOG = Logger.getLogger(CommitCounter.class);
    private static final String PREFIX = "replica:";
    /** The row of a replica is deleted this long after its last commit. */
    private static final long KEPT_MILLIS = 30L * 24 * 60 * 60 * 1000;

    /** The begin of a statement that counts a commit: value, name. */
    static final String COUNT = "with counted as (update watermark set value = ?, written_at = " + SqlDialect.NOW
            + " where name = ? returning value) ";
    /** Name, value. */
    private static final String SET = "insert into watermark (name, value, written_at) values (?, ?, " + SqlDialect.NOW + ") "
            + "on conflict (name) do update set value = excluded.value, written_at = excluded.written_at";
    static final String READ = "select name, value from watermark where name like '" + PREFIX + "%'";
    private static final String FORGET = "delete from watermark where name like '" + PREFIX + "%' and written_at < "
            + SqlDialect.NOW + " - ?";

    private final String name;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();
    private long counted;
    /** The count of the group that is being written; 0 if it has none. */
    private long pending;

    /** @param own the number of this replica */
    public CommitCounter(long own) {
        this.name = PREFIX + own;
    }

    /** Binds the parameters of {@link #COUNT} for the next commit; returns the number of the next one. */
    int bindCount(PreparedStatement statement) throws SQLException {
        pending = ++counted;
        statement.setLong(1, pending);
        statement.setString(2, name);
        return 3;
    }

    /** The next commit has no count; a count of a group that failed must not be taken for its. */
    void countNothing() {
        pending = 0;
    }

    /** The commit is durable, and its count with it. */
    void certain() {
        if (pending > 0) {
            seen.merge(name, pending, Math::max);
        }
    }

    /** Takes what {@link #READ} says of a replica; on any thread. */
    void saw(String replica, long value) {
        seen.merge(replica, value, Math::max);
    }

    /** The highest count of a replica that is sure; 0 for none. */
    long known(String replica) {
        return seen.getOrDefault(replica, 0L);
    }

    /** Compares the counters of a new connection with the known ones, and ends all pending creates if commits are lost. */
    void settle(JdbcSession session) throws SQLException {
        if (!session.shared()) {
            return;
        }
        String behind = behind(session);
        if (behind != null) {
            LOG.errorf("The record has gone back: %s. The database was restored, or failed over to a standby that had not got "
                    + "the last commits. Creates that wait to be sent may have been sent: they end as unknown.", behind);
            int ended = FailInterruptedSends.all(session, now(session), DueKind.SEND);
            LOG.errorf("%d waiting creates were ended as submission_unknown.", ended);
            seen.clear();
        }
        if (behind != null || !seen.containsKey(name)) {
            register(session);
        }
    }

    private void register(JdbcSession session) throws SQLException {
        PreparedStatement forget = session.prepared(FORGET);
        forget.setLong(1, KEPT_MILLIS);
        forget.executeUpdate();
        PreparedStatement set = session.prepared(SET);
        set.setString(1, name);
        set.setLong(2, counted);
        set.executeUpdate();
        session.commit();
        seen.put(name, counted);
    }

    private static Instant now(JdbcSession session) throws SQLException {
        try (ResultSet time = session.prepared(SqlDialect.TIME).executeQuery()) {
            time.next();
            return Instant.ofEpochMilli(time.getLong(1));
        }
    }

    /** What is lost, as text for the log; null if nothing is lost. */
    private String behind(JdbcSession session) throws SQLException {
        boolean own = false;
        String behind = null;
        try (ResultSet row = session.prepared(READ).executeQuery()) {
            while (row.next()) {
                String replica = row.getString(1);
                long value = row.getLong(2);
                own |= replica.equals(name);
                if (value < known(replica)) {
                    behind = "%s has %d commits there, and had %d".formatted(replica, value, known(replica));
                }
            }
        }
        return own || !seen.containsKey(name) ? behind : name + " is unknown there";
    }
}
