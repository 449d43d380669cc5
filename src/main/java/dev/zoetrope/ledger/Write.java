package dev.zoetrope.ledger;

import java.sql.SQLException;
import java.util.List;

import dev.zoetrope.video.Task;

/**
 * A change of the record.
 *
 * @param <R> what comes of it
 */
abstract class Write<R> extends Work<R> {

    /** Puts itself where it belongs among the others. */
    abstract void join(WriteGroup group);

    /** {@link SqlStation.Job}: all writes of a group. */
    static void all(Session session, List<Write<?>> works) throws SQLException {
        try {
            once(session, works);
        } catch (SQLException e) {
            // Another replica may have inserted the same idempotency key since we looked: then we see it now.
            if (Jdbc.faultOfRow(e) != LedgerException.Reason.CONFLICT || works.stream().noneMatch(Write::keyed)) {
                throw e;
            }
            session.rollback();
            once(session, works);
        }
    }

    private static void once(Session session, List<Write<?>> works) throws SQLException {
        WriteGroup group = new WriteGroup(session);
        for (Write<?> write : works) {
            write.join(group);
        }
        group.run();
    }

    /** The task as this has just written it; null when it wrote none. Asked once it is durable. */
    Task written() {
        return null;
    }

    /** Whether it may collide with another on an idempotency key. */
    boolean keyed() {
        return false;
    }

    /**
     * One that is a statement of its own.
     *
     * @param <R> what comes of it
     */
    abstract static class Single<R> extends Write<R> {

        /** Sets the result. */
        abstract void run(Session session) throws SQLException;

        @Override
        final void join(WriteGroup group) {
            group.singles.add(this);
        }
    }
}
