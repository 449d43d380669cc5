package dev.zoetrope.ledger;

import java.sql.SQLException;
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

    private final Session session;
    private final Job<W> job;

    private SqlStation(Session session, Job<W> job) {
        this.session = session;
        this.job = job;
    }

    static <W extends Work<?>> Opener<W> on(DataSource source, Job<W> job) {
        return () -> new SqlStation<>(Session.open(source), job);
    }

    @Override
    public void run(List<W> group) throws SQLException {
        try {
            job.run(session, group);
            session.commit();
        } catch (SQLException | RuntimeException e) {
            if (faultOfOne(e) != null) {
                session.rollback();
            }
            throw e;
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
