package dev.zoetrope.ledger.replica;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.Change;
import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;

/**
 * Notifies the other replicas of the rows that a commit has written, by PostgreSQL's {@code NOTIFY}. The notification is
 * part of the transaction, so it is delivered exactly if the rows are committed. The first line of a payload is the number
 * of the sender. Each row has one more line: its id without the common prefix, its version and its caller.
 */
public final class ChangeNotification {
    /**
     * The channel of a schema: several gateways may share a database, each with its own schema. Hashed, because the name of
     * a schema may be too long for the name of a channel.
     */
    static final String CHANNEL = "'zoetrope_' || md5(current_schema())";
    private static final Logger LOG = Logger.getLogger(ChangeNotification.class);
    private static final String SEND = CommitCounter.COUNT_COMMIT + "select pg_notify(" + CHANNEL
            + ", payload), (select count(*) from counted) from unnest(?) as payload";
    /** The maximum number of bytes of a payload; PostgreSQL accepts fewer than 8000. */
    private static final int MAX_PAYLOAD_BYTES = 7900;

    private ChangeNotification() {
    }

    /**
     * Sends the notification for the rows that these writes have written, within the current transaction, and counts the
     * commit. A commit that writes no row is not counted.
     *
     * @throws SQLException also if the database has no counter of this replica, which means that it has lost commits
     */
    public static void send(JdbcSession session, long sender, CommitCounter commitCounter, List<WriteOperation<?>> works)
            throws SQLException {
        List<String> payloads = payloads(sender,
                works.stream().map(WriteOperation::written).filter(task -> task != null).toList());
        if (payloads.isEmpty()) {
            commitCounter.skipCount();
            return;
        }
        PreparedStatement statement = session.prepared(SEND);
        statement.setArray(commitCounter.bindCount(statement), session.array(payloads));
        try (ResultSet sent = statement.executeQuery()) {
            if (sent.next() && sent.getInt(2) == 0) {
                // the check of the next connection logs the details
                throw new SQLException("the database has lost commits", "08000");
            }
        }
    }

    static List<String> payloads(long sender, List<Task> written) {
        List<String> payloads = new ArrayList<>();
        StringBuilder payload = new StringBuilder();
        int bytes = 0;
        for (Task task : written) {
            String line = "\n" + task.id().value().substring(TaskId.PREFIX.length()) + " " + task.version() + " "
                    + task.caller().id();
            int length = line.getBytes(StandardCharsets.UTF_8).length;
            if (payload.length() > 0 && bytes + length > MAX_PAYLOAD_BYTES) {
                payloads.add(payload.toString());
                payload.setLength(0);
            }
            if (payload.length() == 0) {
                payload.append(sender);
                bytes = payload.length();
            }
            payload.append(line);
            bytes += length;
        }
        if (payload.length() > 0) {
            payloads.add(payload.toString());
        }
        return payloads;
    }

    /**
     * Passes the changes of a payload on. Ignores the payloads of this process, which has published its own changes
     * already.
     */
    static void read(String payload, long ownNumber, Consumer<Change> reader) {
        String[] lines = payload.split("\n", -1);
        try {
            if (Long.parseLong(lines[0]) == ownNumber) {
                return;
            }
            for (int i = 1; i < lines.length; i++) {
                int version = lines[i].indexOf(' ');
                int caller = lines[i].indexOf(' ', version + 1);
                reader.accept(new Change(new TaskId(TaskId.PREFIX + lines[i].substring(0, version)),
                        new Caller(lines[i].substring(caller + 1)),
                        Long.parseLong(lines[i].substring(version + 1, caller)), null));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // every user of the database may send on the channel
            LOG.debug("ignored a notification that is not from a gateway", e);
        }
    }
}
