package dev.zoetrope.ledger.outbox;

import dev.zoetrope.ledger.DeliveryState;
import dev.zoetrope.ledger.jdbc.SqlDialect;

/** The SQL texts of the outbox; the same for SQLite and PostgreSQL, but for the marks of {@link SqlDialect}. */
public final class OutboxSql {
    /** In the order {@link DeliveryRow} reads them. */
    static final String COLUMNS = "id, task, caller, url, receiver, event, state, attempts, created_at, due_at, last_status, "
            + "last_error";

    /** An end that is written again adds nothing; but once the file is kept, what still waits for it is due. */
    public static final String ADD = "insert into delivery (id, task, caller, url, receiver, event, state, attempts, created_at, "
            + "due_at) values (?, ?, ?, ?, ?, ?, 'waiting', 0, ?, ?) on conflict (task, event) do update set "
            + "due_at = excluded.due_at where delivery.state = 'waiting' and delivery.attempts = 0 "
            + "and delivery.due_at > excluded.due_at";

    /**
     * After, limit: the receivers that come after the given one and wait for something, each with the time of its first.
     * From one receiver the index leads to the next: however much each has waiting, two entries of it are read.
     */
    static final String RECEIVERS = "with recursive turn (receiver, number) as (select min(receiver), 1 from delivery "
            + "where due_at is not null and receiver > ? union all select (select min(receiver) from delivery "
            + "where due_at is not null and receiver > turn.receiver), number + 1 from turn "
            + "where turn.receiver is not null and number < ?) select receiver, (select min(due_at) from delivery "
            + "where due_at is not null and receiver = turn.receiver) from turn where receiver is not null";

    /** Until, now, receiver, now, limit, now: one receiver's, the longest overdue first. A claim is a try begun. */
    static final String CLAIM = "update delivery set due_at = ?, attempts = attempts + 1, tried_at = ? where id in "
            + "(with chosen as materialized (select id from delivery where receiver = ? and due_at <= ? order by due_at "
            + "limit ? " + SqlDialect.FREE + ") select id from chosen) and due_at <= ? returning " + COLUMNS;

    /** Receiver, due before, limit: what its receiver never came to. */
    static final String EXPIRE = "update delivery set state = 'given_up', due_at = null, last_error = "
            + "coalesce(last_error, 'not_reached') where id in (select id from delivery where receiver = ? and due_at < ? "
            + "order by due_at limit ? " + SqlDialect.FREE + ")";

    /** What came of a try; of none but the newest. */
    public static final String TRIED = "update delivery set state = ?, due_at = ?, last_status = ?, last_error = ? "
            + "where id = ? and attempts = ? and state = 'waiting'";

    private static final String ONE = " where id = ? and (cast(? as text) is null or caller = ?)";

    /** Now, now, id, the owner or null, the owner, the latest earlier redelivery. */
    static final String AGAIN = "update delivery set state = 'waiting', attempts = 0, due_at = ?, requeued_at = ?" + ONE
            + " and (requeued_at is null or requeued_at <= ?) returning " + COLUMNS;

    /** Id, the owner or null, the owner. */
    static final String FIND = "select " + COLUMNS + " from delivery" + ONE;

    static final String WAITING = "select count(*) from delivery where due_at is not null";

    private OutboxSql() {
    }

    /** A page of the caller's, newest first: caller, [task,] [id of the cursor,] limit. */
    static String page(boolean ofTask, DeliveryState state, boolean afterCursor) {
        // The state is part of the text, as a database takes a partial index only where it can see that it fits.
        return "select " + COLUMNS + " from delivery where caller = ?" + (ofTask ? " and task = ?" : "")
                + (state == null ? "" : " and state = '" + state.word() + "'")
                + (state == null || state == DeliveryState.DELIVERED ? "" : " and state <> 'delivered'")
                + (afterCursor ? " and id < ?" : "") + " order by id desc limit ?";
    }
}
