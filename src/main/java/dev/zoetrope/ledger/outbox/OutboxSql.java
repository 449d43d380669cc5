package dev.zoetrope.ledger.outbox;

import dev.zoetrope.ledger.DeliveryState;
import dev.zoetrope.ledger.jdbc.SqlDialect;

/** The SQL texts of the outbox; the same for SQLite and PostgreSQL, except for the marks of {@link SqlDialect}. */
public final class OutboxSql {
    /** In the order in which {@link DeliveryRow} reads them. */
    static final String COLUMNS = "id, task, caller, url, receiver, event, state, attempts, created_at, due_at, "
            + "tried_at, last_status, last_error";

    /**
     * Inserts a row. If the same end is written again, no second row is inserted; but if no attempt was made yet and the new
     * due time is earlier, because the result file is stored now, the row becomes due then. Params: as
     * {@link OutboxEntry#bind} binds them.
     */
    public static final String INSERT = "insert into delivery (id, task, caller, url, receiver, event, state, attempts, created_at, "
            + "due_at) values (?, ?, ?, ?, ?, ?, 'waiting', 0, ?, ?) on conflict (task, event) do update set "
            + "due_at = excluded.due_at where delivery.state = 'waiting' and delivery.attempts = 0 "
            + "and delivery.due_at > excluded.due_at";

    /**
     * Finds the next receivers with waiting deliveries, in the order of their names, each with the due time of its first
     * delivery. The query steps from one receiver to the next in the index: it reads two entries for each receiver, however
     * many deliveries wait. Params: the receiver before the first one, limit.
     */
    static final String FIND_RECEIVERS = "with recursive turn (receiver, number) as (select min(receiver), 1 from delivery "
            + "where due_at is not null and receiver > ? union all select (select min(receiver) from delivery "
            + "where due_at is not null and receiver > turn.receiver), number + 1 from turn "
            + "where turn.receiver is not null and number < ?) select receiver, (select min(due_at) from delivery "
            + "where due_at is not null and receiver = turn.receiver) from turn where receiver is not null";

    /**
     * Claims due deliveries of one receiver, the longest overdue first. A claim counts as an attempt. Params: end of the
     * lease, now, receiver, now, limit, now.
     */
    static final String CLAIM = "update delivery set due_at = ?, attempts = attempts + 1, tried_at = ? where id in "
            + "(with chosen as materialized (select id from delivery where receiver = ? and due_at <= ? order by due_at "
            + "limit ? " + SqlDialect.SKIP_LOCKED + ") select id from chosen) and due_at <= ? returning " + COLUMNS;

    /** Gives up deliveries of a receiver that are overdue for too long. Params: receiver, due before, limit. */
    static final String EXPIRE = "update delivery set state = 'given_up', due_at = null, last_error = "
            + "coalesce(last_error, 'not_reached') where id in (select id from delivery where receiver = ? and due_at < ? "
            + "order by due_at limit ? " + SqlDialect.SKIP_LOCKED + ")";

    /**
     * Records the result of an attempt, if it is the newest one. Params: state, due, status, error, id, number of the
     * attempt.
     */
    public static final String RECORD_ATTEMPT = "update delivery set state = ?, due_at = ?, last_status = ?, last_error = ? "
            + "where id = ? and attempts = ? and state = 'waiting'";

    /** Params: id, the owner or null for any, the owner again. */
    private static final String BY_ID_AND_OWNER = " where id = ? and (cast(? as text) is null or caller = ?)";

    /**
     * Queues a delivery again, if its last redelivery is long enough ago. Params: now, now, id, the owner or null for any,
     * the owner again, latest time of the last redelivery.
     */
    static final String REQUEUE = "update delivery set state = 'waiting', attempts = 0, due_at = ?, requeued_at = ?"
            + BY_ID_AND_OWNER
            + " and (requeued_at is null or requeued_at <= ?) returning " + COLUMNS;

    /** Finds a delivery. Params: id, the owner or null for any, the owner again. */
    static final String FIND = "select " + COLUMNS + " from delivery" + BY_ID_AND_OWNER;

    /** Counts the deliveries that wait for an attempt. */
    static final String COUNT_WAITING = "select count(*) from delivery where due_at is not null";

    /** Deliveries of all callers that were given up. The second condition is that of the index. Params: limit. */
    static final String GIVEN_UP = "select " + COLUMNS + " from delivery where state = 'given_up' and state <> 'delivered' "
            + "order by id desc limit ?";

    static final String COUNT_GIVEN_UP = "select count(*) from delivery where state = 'given_up' and state <> 'delivered'";

    private OutboxSql() {
    }

    /** Finds a page of the caller's deliveries, newest first. Params: caller, [task,] [id of the cursor,] limit. */
    static String page(boolean ofTask, DeliveryState state, boolean afterCursor) {
        // The state is part of the text: a database uses a partial index only if the text shows that its condition holds.
        return "select " + COLUMNS + " from delivery where caller = ?" + (ofTask ? " and task = ?" : "")
                + (state == null ? "" : " and state = '" + state.value() + "'")
                + (state == null || state == DeliveryState.DELIVERED ? "" : " and state <> 'delivered'")
                + (afterCursor ? " and id < ?" : "") + " order by id desc limit ?";
    }
}
