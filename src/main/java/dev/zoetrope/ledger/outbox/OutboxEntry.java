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
import dev.zoetrope.video.TaskState;

/**
 * A row of the outbox to be, written in the commit that ends its task. The end of a task may be written often (its file is
 * kept, a late success is looked for); each of its ends is one event and has one id, which follows from the two.
 */
public record OutboxEntry(String task, String caller, String url, String event, Instant at, Instant due) implements BatchRow {

    private static final String TASK_PREFIX = "task-unified-";
    /** A vendor's code may be any text; a row of an index may not be any length. */
    private static final int LONGEST_CODE = 64;
    private static final int EVENT_BYTES = 4;

    /**
     * What is to be told of a task as it has just been written; empty where nobody asked or it has not ended.
     *
     * @param fileWait how long the file's copy is waited for, so that the receiver is told our URL rather than the vendor's
     */
    public static Optional<OutboxEntry> of(Task written, Duration fileWait) {
        String url = written.request().callbackUrl();
        if (url == null || !written.state().ended()) {
            return Optional.empty();
        }
        boolean copied = DueKind.of(written) == DueKind.KEEP;
        Instant at = written.updatedAt();
        return Optional.of(new OutboxEntry(written.id().value(), written.caller().id(), url, event(written.state()), at,
                copied ? at.plus(fileWait) : at));
    }

    public static String event(TaskState end) {
        if (!(end instanceof TaskState.Failed failed)) {
            return end.status().word();
        }
        String code = failed.error().code();
        String cut = code.length() > LONGEST_CODE ? code.substring(0, LONGEST_CODE) : code;
        return end.status().word() + "." + cut.replaceAll("[^A-Za-z0-9_.-]", "?");
    }

    public String id() {
        return "msg_" + task.substring(TASK_PREFIX.length()) + "-"
                + HexFormat.of().formatHex(Redaction.sha256(event), 0, EVENT_BYTES);
    }

    /** Scheme and authority; callers' URLs are judged before they are kept, so that anything else is one of its own. */
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
        // one that is there already stays as it is
    }
}
