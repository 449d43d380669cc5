package dev.zoetrope.ledger.retry;

import dev.zoetrope.ledger.task.TaskSql;

/** The SQL texts that recognise retries; the same for SQLite and PostgreSQL. */
public final class RetrySql {
    /** Most rows looked up by one statement. */
    public static final int MOST = 64;
    /** Most equal creates that are looked at: of those without an answer, and of those with one. */
    static final int UNANSWERED = 256;
    static final int ANSWERED = 64;

    /** Reply until (null: answered), id, number of the answer. */
    public static final String REPLIED = "update task set reply_until = ? where id = ? and reply_no = ?";

    /** Takes a create for a retry: whoever gives its next answer first has it. */
    public static final String REPEAT = "update task set reply_no = ?, reply_until = ?, replica = ?, served = ? "
            + "where id = ? and reply_no = ?";

    /** The key is another's from now on. */
    public static final String RELEASE = "update task set idempotency_key = null where id = ?";

    private static final String EARLIER = prefixed() + ", t.reply_until, t.reply_no, t.replica, t.served, t.fingerprint, "
            + "t.idempotency_key from ";

    /** Caller, fingerprint, since, bit of the count; for a client that says it tries again. */
    public static final String ANSWERED_BEFORE = EARLIER + "task t where t.caller = ? and t.fingerprint = ? "
            + "and t.created_at >= ? "
            + "and t.reply_until is null and (t.served & ?) = 0 order by t.created_at desc limit " + ANSWERED;

    /** Fingerprint, id. */
    static final String STANDS = "update task set fingerprint = ? where id = ?";

    /**
     * Fingerprint, since, caller, since, fingerprint: the first try of the newest retry that was opened without one has
     * come. Each half by its index.
     */
    static final String OWED = "update task set served = served | 1 where (served & 1) = 0 and id = (select id from ("
            + "select id, created_at from task where fingerprint = ? and created_at >= ? and reply_until is not null "
            + "and (served & 1) = 0 union all select id, created_at from task where caller = ? and created_at >= ? "
            + "and fingerprint = ? and reply_until is null and (served & 1) = 0) as owing "
            + "order by created_at desc limit 1)";

    /** Only a create nobody else was given meanwhile. */
    static final String TAKE_BACK = "delete from task where id = ? and version = 0 and reply_no = 0";

    private RetrySql() {
    }

    private static String prefixed() {
        return "select t." + TaskSql.COLUMNS.replace(", ", ", t.");
    }

    /** So many times caller and key. {@code cross join}, as that keeps SQLite to the order, and means the same. */
    public static String byKey(int rows) {
        return "with wanted (caller, known) as (values (cast(? as text), cast(? as text))" + ", (?, ?)".repeat(rows - 1)
                + ") " + EARLIER + "wanted w cross join task t where t.caller = w.caller and t.idempotency_key = w.known";
    }

    /**
     * So many times fingerprint, since, gone by; then the own replica. Only creates whose answer did not reach anybody
     * by then, or is another replica's, and only the newest few; all by the small index of the unanswered.
     */
    public static String unanswered(int rows) {
        return "with wanted (fingerprint, since, gone_by) as (values (cast(? as bigint), cast(? as bigint), "
                + "cast(? as bigint))" + ", (?, ?, ?)".repeat(rows - 1) + ") " + EARLIER
                + "wanted w cross join task t where t.fingerprint = w.fingerprint and t.reply_until is not null "
                + "and t.created_at >= coalesce((select u.created_at from task u where u.fingerprint = w.fingerprint "
                + "and u.reply_until is not null and u.created_at >= w.since order by u.created_at desc "
                + "limit 1 offset " + (UNANSWERED - 1) + "), w.since) "
                + "and (t.reply_until <= w.gone_by or t.replica <> ?)";
    }

    /** Since, so many fingerprints: those of retries whose first try has not come. */
    static String owing(int rows) {
        return "select distinct fingerprint from task where (served & 1) = 0 and fingerprint is not null "
                + "and created_at >= ? and fingerprint in (?" + ", ?".repeat(rows - 1) + ")";
    }
}
