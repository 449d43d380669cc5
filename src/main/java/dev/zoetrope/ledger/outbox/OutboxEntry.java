package dev.zoetrope.ledger.outbox;

import java.net.URI;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.jdbc.BatchRow;
import dev.zoetrope.video.Redaction;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;

/**
 * A new row of the outbox, written in the commit that ends its task. A task in a final state may be written several times:
 * when its result file is stored, or by the poll for a late success. Each kind of end is one event. The id is computed from
 * the task and the event, so the same end always has the same id.
 *
 * @param task the task that has ended
 * @param caller the owner of the task
 * @param url the callback URL
 * @param event the kind of end, see {@link #event(TaskState)}
 * @param at when the task ended in this way
 * @param due when the first attempt is due
 */
public record OutboxEntry(String task, String caller, String url, String event, Instant at, Instant due) implements BatchRow {

    /**
     * The maximum number of characters of an error code in an event. A vendor's code may be of any length, the key of an
     * index may not.
     */
    private static final int MAX_CODE_LENGTH = 64;
    /** Bytes of the event's hash in the id. */
    private static final int EVENT_HASH_BYTES = 4;

    /**
     * The row for a task that has just been written; empty if the task has no callback URL or has not ended.
     *
     * @param fileWait how long the first attempt waits for the copy of the result file, so that the callback contains the
     *        gateway's URL instead of the vendor's
     */
    public static Optional<OutboxEntry> of(Task written, Duration fileWait) {
        String url = written.request().callbackUrl();
        if (url == null || !written.state().ended()) {
            return Optional.empty();
        }
        boolean copied = DueKind.of(written) == DueKind.COPY;
        Instant at = written.updatedAt();
        return Optional.of(new OutboxEntry(written.id().value(), written.caller().id(), url, event(written.state()), at,
                copied ? at.plus(fileWait) : at));
    }

    /** The kind of end: {@code completed}, {@code cancelled}, or {@code failed}, a dot and the code of the error. */
    public static String event(TaskState end) {
        if (!(end instanceof TaskState.Failed failed)) {
            return end.status().value();
        }
        String code = failed.error().code();
        String cut = code.length() > MAX_CODE_LENGTH ? code.substring(0, MAX_CODE_LENGTH) : code;
        return end.status().value() + "." + cut.replaceAll("[^A-Za-z0-9_.-]", "?");
    }

    /** The id of the event; becomes the {@code webhook-id}. */
    public String id() {
        return "msg_" + task.substring(TaskId.PREFIX.length()) + "-"
                + HexFormat.of().formatHex(Redaction.sha256(event), 0, EVENT_HASH_BYTES);
    }

    /**
     * Scheme, host and port of the URL. Callback URLs are validated before they are stored, so a text that is no URL should
     * not occur; it is treated as a receiver of its own.
     */
    static String receiver(String url) {
        try {
            URI uri = URI.create(url);
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            String authority = uri.getRawAuthority().toLowerCase(Locale.ROOT);
            String host = authority.endsWith(":") ? authority.substring(0, authority.length() - 1) : authority;
            boolean port = host.matches(".*:[0-9]+");
            return scheme + "://" + host + (port ? "" : scheme.equals("https") ? ":443" : ":80");
        } catch (IllegalArgumentException | NullPointerException notAUrl) {
            return HexFormat.of().formatHex(Redaction.sha256(url));
        }
    }

    @Override
    public void bind(PreparedStatement statement) throws SQLException {
        statement.setString(1, id());
        statement.setString(2, task);
        statement.setString(3, caller);
        statement.setString(4, url);
        statement.setString(5, receiver(url));
        statement.setString(6, event);
        statement.setLong(7, at.toEpochMilli());
        statement.setLong(8, due.toEpochMilli());
    }

    @Override
    public void changed(int rows) {
        // not inserted if the row exists already
    }
}
