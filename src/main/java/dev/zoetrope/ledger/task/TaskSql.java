package dev.zoetrope.ledger.task;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.zoetrope.ledger.jdbc.SqlDialect;
import dev.zoetrope.video.Status;

/** The SQL texts of tasks: the same for SQLite and PostgreSQL except for the marks of {@link SqlDialect}. */
public final class TaskSql {
    /** The columns that {@link TaskRow} reads. */
    static final String COLUMNS = columns("");

    /** Parameters: those of {@link TaskRow#bindInsert}, then those of the columns that detect retries. */
    public static final String INSERT = "insert into task (" + list(TaskColumn.INSERTED, TaskColumn::sqlName)
            + ", fingerprint, idempotency_key, reply_until, replica, served) values ("
            + list(TaskColumn.INSERTED, column -> "?") + ", ?, ?, ?, ?, ?)";

    /** A row that is {@code sending} is changed only with its send permission; the transition to {@code sending} sets it. */
    public static final String TRANSITION = "update task set " + list(TaskColumn.CHANGED, column -> column.sqlName() + " = ?")
            + " where id = ? and version = ? and (state <> 'sending' or permit = ?)";

    /** Parameter: id. Waits for a transaction that is changing the row. */
    static final String LOCK_ROW = "select version from task where id = ? " + SqlDialect.WAIT_FOR_LOCK;

    /** Parameters: due, version, timeline, id, permit, the permit before it. */
    static final String REVOKE_PERMIT = "update task set state = 'pending', status = 'pending', step = 'send', due_at = ?, "
            + "version = ?, vendor = '', vendor_key = '', timeline = ? where id = ? and state = 'sending' and permit in (?, ?)";

    public static final String FIND = "select " + COLUMNS + " from task where id = ?";

    /** Number of ids in one statement; with fewer ids the last one is repeated. */
    static final int IDS_PER_STATEMENT = 50;

    static final String FIND_BY_IDS = "select " + COLUMNS + " from task where id in (?" + ", ?".repeat(IDS_PER_STATEMENT - 1)
            + ")";

    static final String CURSOR = "select created_at from task where id = ? and caller = ?";

    /**
     * Parameters: until, step, now, limit, now. Checks twice that a row is due, because another claim may have taken it
     * while this one waited for its lock.
     */
    static final String CLAIM = claim("select id from task where step = ? and due_at <= ? order by due_at limit ? "
            + SqlDialect.SKIP_LOCKED);

    /**
     * Parameters: until, step, now, the caller that was served last, limit, now. Like {@link #CLAIM}, but takes the first
     * row of each caller before the second row of any caller. The callers are in cyclic order, so every caller is served
     * even if each claim takes only one row.
     */
    static final String CLAIM_FAIRLY = claim(
            "select id from task where id in (select id from (select id, due_at, row_number() over "
                    + "(partition by caller order by due_at) as turn, caller from task where step = ? and due_at <= ?) "
                    + "as queue order by turn, caller <= ?, caller limit ?) " + SqlDialect.SKIP_LOCKED);

    /** Parameters: state, status, now, detail, the moment in the timeline, step, limit. */
    static final String FAIL_BATCH = "update task set state = ?, status = ?, step = null, version = version + 1, "
            + "updated_at = ?, due_at = null, detail = ?, timeline = timeline || ? "
            + "where id in (select id from task where step = ? limit ? " + SqlDialect.SKIP_LOCKED
            + ") returning id, caller, request, vendor, vendor_key";

    public static final String PENDING_BY_CALLER = "select caller, count(*) from task where step = 'send' group by caller";

    static final String LIVE_BY_PIN = "select vendor, vendor_key, count(*) from task where step is not null "
            + "and state in ('sending', 'running') group by vendor, vendor_key";

    /**
     * The condition of the index of ended rows: {@code cancelled}, {@code completed} and {@code failed} sort before
     * {@code pending}, and a new ended status must, too. SQLite uses the index only if a query contains exactly this text.
     */
    private static final String ENDED = "status < 'pending'";

    public static final String LAST_COMPLETED = "select " + COLUMNS + " from task where " + ENDED
            + " and status = 'completed' order by updated_at desc limit ?";

    /**
     * Parameters: before and limit for each status that is an end, then limit. Takes the oldest rows of each status, and of
     * those the oldest. Excludes failed tasks that are still polled, as they may succeed, and tasks with a callback that is
     * still to be delivered.
     */
    public static final String OLDEST_ENDED = "select " + COLUMNS + " from task where id in (select id from ("
            + Arrays.stream(Status.values()).filter(Status::ended).map(status -> "select * from "
                    + "(select id, updated_at from task where " + ENDED + " and status = '" + status.value()
                    + "' and updated_at < ? "
                    + "and step is null and not exists (select 1 from delivery where delivery.task = task.id "
                    + "and delivery.state = 'waiting') order by updated_at limit ?) as part")
                    .collect(Collectors.joining(" union all "))
            + ") as oldest order by updated_at limit ?) order by updated_at, id";

    /**
     * Parameters: id, version. Nothing is copied any more for a completed row; a failed one is still polled for a late success.
     */
    static final String HIDE = "update task set hidden = 1, version = version + 1, "
            + "step = case when state = 'completed' then null else step end, "
            + "due_at = case when state = 'completed' then null else due_at end where id = ? and version = ? and hidden = 0";

    /** The newest failed rows. Parameters: their number. */
    private static final String FAILURES = " from (select * from task where " + ENDED
            + " and status = 'failed' order by updated_at desc limit ?) as newest where substr(detail, 1, ?) = ?";

    /** Parameters: number of rows to look at, length of the beginning of the detail, the beginning. */
    static final String COUNT_FAILURES = "select count(*)" + FAILURES;

    static final String DELETE = "delete from task where id = ? and version = ? and step is null";

    /** Parameters: caller, since, since, after, limit for each status that is an end, then limit. */
    static final String ENDED_SINCE = "select * from (" + unionOfEndedStatuses(COLUMNS, " and caller = ? and updated_at >= ? "
            + "and (updated_at > ? or id > ?) order by updated_at, id limit ?")
            + ") as page order by updated_at, id limit ?";

    /** Parameters: since, once for the live rows and once for each status that is an end. */
    public static final String CHANGED_SINCE = "select id, caller, version from task where step is not null and updated_at >= ? "
            + "union all " + unionOfEndedStatuses("id, caller, version", " and updated_at >= ?");

    public static final int CHANGED_SINCE_PARAMETERS = (int) CHANGED_SINCE.chars().filter(c -> c == '?').count();

    /**
     * Reads the live rows from the index of steps and the ended rows from the index of ended rows; does not read the table.
     */
    public static final String COUNT_BY_STATUS = "select status, count(*) from task where step is not null "
            + "and status in ('pending', 'processing') group by status union all "
            + "select status, count(*) from task where " + ENDED + " group by status";

    private TaskSql() {
    }

    private static String list(Set<TaskColumn> columns, Function<TaskColumn, String> text) {
        return columns.stream().map(text).collect(Collectors.joining(", "));
    }

    /** The columns that {@link TaskRow} reads, each with the prefix. */
    public static String columns(String prefix) {
        return list(EnumSet.allOf(TaskColumn.class), column -> prefix + column.sqlName());
    }

    /** {@code materialized}: otherwise PostgreSQL may execute the inner query again for each row, and choose other rows. */
    private static String claim(String chosen) {
        return "update task set due_at = ? where id in (with chosen as materialized (" + chosen
                + ") select id from chosen) and due_at <= ? returning " + COLUMNS;
    }

    /** One query for each status that is an end, combined with {@code union all}. */
    private static String unionOfEndedStatuses(String columns, String rest) {
        return Arrays.stream(Status.values()).filter(Status::ended).map(status -> "select * from (select " + columns
                + " from task where " + ENDED + " and status = '" + status.value() + "'" + rest + ") as part")
                .collect(Collectors.joining(" union all "));
    }

    /** A page of one status. Parameters: caller, status, [created_at and id of the cursor,] limit. */
    static String page(boolean afterCursor) {
        return "select " + COLUMNS + " from task where caller = ? and status = ?"
                + (afterCursor ? " and (created_at, id) < (?, ?)" : "") + " order by created_at desc, id desc limit ?";
    }

    /** A page of the rows that are not hidden. Parameters: caller, [created_at and id of the cursor,] limit. */
    static String pageOfShown(boolean oldestFirst, boolean afterCursor) {
        String order = oldestFirst ? "created_at, id" : "created_at desc, id desc";
        return "select " + COLUMNS + " from task where caller = ? and hidden = 0"
                + (afterCursor ? " and (created_at, id) " + (oldestFirst ? ">" : "<") + " (?, ?)" : "") + " order by " + order
                + " limit ?";
    }

    /**
     * A page of the tasks of all statuses: selects one page for each status and merges them. Parameters: those of
     * {@link #page} for each status, then the limit.
     */
    static String pageOfAll(boolean afterCursor) {
        String each = "select * from (" + page(afterCursor) + ") as part";
        return "select * from (" + Arrays.stream(Status.values()).map(status -> each)
                .collect(Collectors.joining(" union all ")) + ") as page order by created_at desc, id desc limit ?";
    }

    /**
     * A page of the newest failed rows. Parameters: those of {@link #COUNT_FAILURES}, [updated_at and id of the cursor,] limit.
     */
    static String pageOfFailures(boolean afterCursor) {
        return "select " + COLUMNS + FAILURES + (afterCursor ? " and (updated_at, id) < (?, ?)" : "")
                + " order by updated_at desc, id desc limit ?";
    }
}
