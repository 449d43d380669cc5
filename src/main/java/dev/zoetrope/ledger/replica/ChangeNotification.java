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
 * What a replica tells the others of a commit, by PostgreSQL's {@code NOTIFY}: which rows it has written. It is sent
 * within the transaction, so that it arrives if the rows do, and only then. A payload is a line with the number of the
 * sender and a line for each row: the end of its id, its version, its caller.
 */
public final class ChangeNotification {
    /** Of a schema, as several gateways may have one each in one database; the name of a schema may be too long. */
    static final String CHANNEL = "'zoetrope_' || md5(current_schema())";
    private static final Logger LOG = Logger.getLogger(ChangeNotification.class);
    private static final String SEND = CommitCounter.COUNT + "select pg_notify(" + CHANNEL
            + ", payload), (select count(*) from counted) from unnest(?) as payload";
    /** All ids begin so. */
    private static final String PREFIX = "task-unified-";
    /** PostgreSQL takes less than 8000 bytes. */
    private static final int MOST_BYTES = 7900;

    private ChangeNotification() {
    }

    /**
     * Tells of what these works have written, so far as this transaction goes, and counts the commit.
     *
     * @throws SQLException also if the record does not know this replica any more
     */
    public static void send(JdbcSession session, long sender, CommitCounter watermark, List<WriteOperation<?>> works)
            throws SQLException {
        List<String> payloads = payloads(sender,
                works.stream().map(WriteOperation::written).filter(task -> task != null).toList());
        if (payloads.isEmpty()) {
            watermark.countNothing();
            return;
        }
        PreparedStatement statement = session.prepared(SEND);
        statement.setArray(watermark.bindCount(statement), session.array(payloads));
        try (ResultSet sent = statement.executeQuery()) {
            if (sent.next() && sent.getInt(2) == 0) {
                throw new SQLException("the record has gone back", "08000"); // the next connection says more
            }
        }
    }

    static List<String> payloads(long sender, List<Task> written) {
        List<String> payloads = new ArrayList<>();
        StringBuilder payload = new StringBuilder();
        int bytes = 0;
        for (Task task : written) {
            String line = "\n" + task.id().value().substring(PREFIX.length()) + " " + task.version() + " "
                    + task.caller().id();
            int length = line.getBytes(StandardCharsets.UTF_8).length;
            if (payload.length() > 0 && bytes + length > MOST_BYTES) {
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

    /** Hands on what another one wrote; what this process wrote it knows already. */
    static void read(String payload, long own, Consumer<Change> reader) {
        String[] lines = payload.split("\n", -1);
        try {
            if (Long.parseLong(lines[0]) == own) {
                return;
            }
            for (int i = 1; i < lines.length; i++) {
                int version = lines[i].indexOf(' ');
                int caller = lines[i].indexOf(' ', version + 1);
                reader.accept(new Change(new TaskId(PREFIX + lines[i].substring(0, version)),
                        new Caller(lines[i].substring(caller + 1)),
                        Long.parseLong(lines[i].substring(version + 1, caller)), null));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            LOG.debug("a notice of somebody else's", e); // whoever may connect may notify
        }
    }
}
