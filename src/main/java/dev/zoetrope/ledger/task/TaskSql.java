package dev.zoetrope.ledger.task;

import java.util.Arrays;
import java.util.stream.Collectors;

import dev.zoetrope.ledger.jdbc.SqlDialect;
import dev.zoetrope.video.Status;

/** The SQL texts; the same for SQLite and PostgreSQL, but for the marks of {@link SqlDialect}. */
public final class TaskSql {
    /** In the order {@link TaskRow} reads them. */
    public static final String COLUMNS = "id, caller, state, version, created_at, updated_at, due_at, attempts, "
            + "vendor_id, progress, estimate, detail, request, origin, permit";

    public static final String OPEN = "insert into task (id, caller, created_at, request, origin, state, status, step, version, "
            + "updated_at, due_at, attempts, vendor_id, progress, estimate, detail, fingerprint, idempotency_key, "
            + "reply_until, replica, served) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** A row that is being sent is changed only under the permission it is sent by; entering {@code sending} sets it. */
    public static final String ADVANCE = "update task set state = ?, status = ?, step = ?, version = ?, updated_at = ?, "
            + "due_at = ?, attempts = ?, vendor_id = ?, progress = ?, estimate = ?, detail = ?, permit = ? "
            + "where id = ? and version = ? and (state <> 'sending' or permit = ?)";

    /** Id. Waits for whoever changes the row at the moment. */
    static final String LOCK_ROW = "select version from task where id = ? " + SqlDialect.WAIT;

    /** Due, id, permit. */
    static final String TAKE_BACK = "update task set state = 'pending', status = 'pending', step = 'send', due_at = ?, "
            + "version = version + 1 where id = ? and state = 'sending' and permit = ?";

    public static final String FIND = "select " + COLUMNS + " from task where id = ?";

    /** Ids in one statement; who asks for fewer says one of them again. */
    static final int SEVERAL_IDS = 50;

    static final String SEVERAL = "select " + COLUMNS + " from task where id in (?" + ", ?".repeat(SEVERAL_IDS - 1) + ")";

    static final String CURSOR = "select created_at from task where id = ? and caller = ?";

    /** Until, step, now, limit, now. That they are due is asked twice for a claimer that had to wait for another. */
    static final String CLAIM = claim("select id from task where step = ? and due_at <= ? order by due_at limit ? "
            + SqlDialect.FREE);

    /**
     * Until, step, now, the caller whose turn was last, limit, now. The same with the first of each caller before the
     * second of any, the callers in a circle: where only one row is taken at a time, each still has its turn.
     */
    static final String CLAIM_IN_TURN = claim(
            "select id from task where id in (select id from (select id, due_at, row_number() over "
                    + "(partition by caller order by due_at) as turn, caller from task where step = ? and due_at <= ?) "
                    + "as queue order by turn, caller <= ?, caller limit ?) " + SqlDialect.FREE);

    static final String SETTLE = "update task set state = ?, status = ?, step = null, version = version + 1, "
            + "updated_at = ?, due_at = null, detail = ? "
            + "where id in (select id from task where step = ? limit ? " + SqlDialect.FREE + ") returning id, caller, request";

    public static final String WAITING = "select caller, count(*) from task where step = 'send' group by caller";

    /** The condition of the index of ended rows. SQLite takes the index only where it reads the very same words. */
    private static final String ENDED = "status < 'pending'";

    public static final String LAST_COMPLETED = "select " + COLUMNS + " from task where " + ENDED
            + " and status = 'completed' order by updated_at desc limit ?";

    /**
     * Before and limit for each status that is an end, then limit: the oldest few of each, of which the oldest few.
     * Not what is still asked about: its render is not given up yet. Nor what somebody is still to be told of.
     */
    public static final String OLDEST_ENDED = "select " + COLUMNS + " from task where id in (select id from ("
            + Arrays.stream(Status.values()).filter(Status::ended).map(status -> "select * from "
                    + "(select id, updated_at from task where " + ENDED + " and status = '" + status.word()
                    + "' and updated_at < ? "
                    + "and step is null and not exists (select 1 from delivery where delivery.task = task.id "
                    + "and delivery.state = 'waiting') order by updated_at limit ?) as part")
                    .collect(Collectors.joining(" union all "))
            + ") as oldest order by updated_at limit ?) order by updated_at, id";

    static final String REMOVE = "delete from task where id = ? and version = ? and step is null";

    /** Caller, since, since, after, limit for each status that is an end, then limit. */
    static final String ENDED_SINCE = "select * from (" + ends(COLUMNS, " and caller = ? and updated_at >= ? "
            + "and (updated_at > ? or id > ?) order by updated_at, id limit ?")
            + ") as page order by updated_at, id limit ?";

    /** Since, once for the live rows and once for each end. */
    public static final String CHANGED_SINCE = "select id, caller, version from task where step is not null and updated_at >= ? "
            + "union all " + ends("id, caller, version", " and updated_at >= ?");

    public static final int CHANGED_SINCE_PARAMETERS = (int) CHANGED_SINCE.chars().filter(c -> c == '?').count();

    /** The live rows by the index of steps, the ended ones by the index of ended rows; no table is read. */
    public static final String COUNTS = "select status, count(*) from task where step is not null "
            + "and status in ('pending', 'processing') group by status union all "
            + "select status, count(*) from task where " + ENDED + " group by status";

    private TaskSql() {
    }

    /** Chosen once: PostgreSQL may otherwise choose again, and others, for each row it looks at. */
    private static String claim(String chosen) {
        return "update task set due_at = ? where id in (with chosen as materialized (" + chosen
                + ") select id from chosen) and due_at <= ? returning " + COLUMNS;
    }

    /** The same of each status that is an end, one after the other. */
    private static String ends(String columns, String rest) {
        return Arrays.stream(Status.values()).filter(Status::ended).map(status -> "select * from (select " + columns
                + " from task where " + ENDED + " and status = '" + status.word() + "'" + rest + ") as part")
                .collect(Collectors.joining(" union all "));
    }

    /** One page of one status: caller, status, [created_at, id of the cursor,] limit. */
    static String page(boolean afterCursor) {
        return "select " + COLUMNS + " from task where caller = ? and status = ?"
                + (afterCursor ? " and (created_at, id) < (?, ?)" : "") + " order by created_at desc, id desc limit ?";
    }

    /** One page over all statuses, merged from a page of each: the same parameters once per status, then limit. */
    static String pageOfAll(boolean afterCursor) {
        String each = "select * from (" + page(afterCursor) + ") as part";
        return "select * from (" + Arrays.stream(Status.values()).map(status -> each)
                .collect(Collectors.joining(" union all ")) + ") as page order by created_at desc, id desc limit ?";
    }
}
