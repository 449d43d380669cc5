package dev.zoetrope.ledger.retry;

import dev.zoetrope.ledger.task.TaskSql;

/** The SQL texts that detect retries; the same for SQLite and PostgreSQL. Times are in milliseconds since the epoch. */
public final class RetrySql {
    /** The maximum number of fingerprints or keys in one statement. */
    public static final int MAX_ROWS = 64;
    /** The maximum number of equal creates without an answer that are candidates, the newest first. */
    static final int MAX_UNANSWERED = 256;
    /** The maximum number of equal creates with an answer that are candidates, the newest first. */
    static final int MAX_ANSWERED = 64;

    /** Marks an answer. Params: deadline of the answer (null: it was sent), id, number of the answer. */
    public static final String MARK_ANSWER = "update task set reply_until = ? where id = ? and reply_no = ?";

    /**
     * Assigns a create to a retry: a compare-and-set on the number of the newest answer. Params: next number, deadline of
     * the answer, replica, served, id, number before.
     */
    public static final String ASSIGN_TO_RETRY = "update task set reply_no = ?, reply_until = ?, replica = ?, served = ? "
            + "where id = ? and reply_no = ?";

    /** Removes the key from a row. Params: id. */
    public static final String RELEASE_KEY = "update task set idempotency_key = null where id = ?";

    private static final String SELECT_CANDIDATES = "select " + TaskSql.columns("t.")
            + ", t.reply_until, t.reply_no, t.replica, t.served, t.fingerprint, "
            + "t.idempotency_key from ";

    /**
     * Finds the answered candidates of a create with a retry count. Params: caller, fingerprint, since, bit of its count.
     */
    public static final String FIND_ANSWERED = SELECT_CANDIDATES + "task t where t.caller = ? and t.fingerprint = ? "
            + "and t.created_at >= ? "
            + "and t.reply_until is null and (t.served & ?) = 0 order by t.created_at desc limit " + MAX_ANSWERED;

    /** Confirms a first try: from now on its retries find it. Params: fingerprint, id. */
    static final String CONFIRM_FIRST_TRY = "update task set fingerprint = ? where id = ?";

    /**
     * Marks the newest retry that was stored without its first try: the first try has arrived. Params: fingerprint, since,
     * caller, since, fingerprint. Each branch of the union has its own index: retries without an answer, retries with one.
     */
    static final String MARK_FIRST_TRY_ARRIVED = "update task set served = served | 1 where (served & 1) = 0 and id = (select id from ("
            + "select id, created_at from task where fingerprint = ? and created_at >= ? and reply_until is not null "
            + "and (served & 1) = 0 union all select id, created_at from task where caller = ? and created_at >= ? "
            + "and fingerprint = ? and reply_until is null and (served & 1) = 0) as owing "
            + "order by created_at desc limit 1)";

    /** Deletes a first try, unless it has changed or was assigned to a retry. Params: id. */
    static final String DELETE_FIRST_TRY = "delete from task where id = ? and version = 0 and reply_no = 0";

    private RetrySql() {
    }

    /**
     * Finds creates by their keys. Params: caller and key, {@code rows} times. {@code cross join} makes SQLite keep the join
     * order; the result is that of a join.
     */
    public static String findByKey(int rows) {
        return "with wanted (caller, known) as (values (cast(? as text), cast(? as text))" + ", (?, ?)".repeat(rows - 1)
                + ") " + SELECT_CANDIDATES
                + "wanted w cross join task t where t.caller = w.caller and t.idempotency_key = w.known";
    }

    /**
     * Finds unanswered candidates by their fingerprints. Params: fingerprint, since and latest deadline, {@code rows}
     * times; then the number of this replica. Returns creates whose answer has a deadline up to the latest one or belongs
     * to another replica, of the newest {@link #MAX_UNANSWERED} unanswered creates of each fingerprint. Reads only the small
     * index of the unanswered creates.
     */
    public static String findUnanswered(int rows) {
        return "with wanted (fingerprint, since, gone_by) as (values (cast(? as bigint), cast(? as bigint), "
                + "cast(? as bigint))" + ", (?, ?, ?)".repeat(rows - 1) + ") " + SELECT_CANDIDATES
                + "wanted w cross join task t where t.fingerprint = w.fingerprint and t.reply_until is not null "
                + "and t.created_at >= coalesce((select u.created_at from task u where u.fingerprint = w.fingerprint "
                + "and u.reply_until is not null and u.created_at >= w.since order by u.created_at desc "
                + "limit 1 offset " + (MAX_UNANSWERED - 1) + "), w.since) "
                + "and (t.reply_until <= w.gone_by or t.replica <> ?)";
    }

    /**
     * Finds those of the fingerprints that belong to a retry whose first try has not arrived. Params: since, then the
     * fingerprint {@code rows} times.
     */
    static String findAwaitingFirstTry(int rows) {
        return "select distinct fingerprint from task where (served & 1) = 0 and fingerprint is not null "
                + "and created_at >= ? and fingerprint in (?" + ", ?".repeat(rows - 1) + ")";
    }
}
