package dev.zoetrope.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import javax.sql.DataSource;

/**
 * A database connection as a lane's station: a group is one transaction.
 *
 * @param <W> the kind of work
 */
final class SqlStation<W extends Work<?>> implements Station<W> {

    /** What is done within the transaction; sets the result of each work. */
    @FunctionalInterface
    interface Job<W> {
        void run(Session session, List<W> group) throws SQLException;
    }

    /** A group that others got in the way of is run again; who loses so often is in trouble. */
    private static final int TRIES = 5;

    private final Session session;
    private final Job<W> job;

    private SqlStation(Session session, Job<W> job) {
        this.session = session;
        this.job = job;
    }

    static <W extends Work<?>> Opener<W> on(DataSource source, Duration longest, Job<W> job) {
        return () -> new SqlStation<>(Session.open(source, longest), job);
    }

    @Override
    public void run(List<W> group) throws SQLException {
        for (int tries = 1;; tries++) {
            try {
                job.run(session, group);
                session.commit();
                return;
            } catch (SQLException | RuntimeException e) {
                boolean again = tries < TRIES && Jdbc.passes(e);
                if (again || faultOfOne(e) != null) {
                    session.rollback();
                }
                if (!again) {
                    throw e;
                }
            }
        }
    }

    @Override
    public LedgerException.Reason faultOfOne(Throwable failure) {
        return Jdbc.faultOfRow(failure);
    }

    @Override
    public void close() {
        session.close();
    }
}
