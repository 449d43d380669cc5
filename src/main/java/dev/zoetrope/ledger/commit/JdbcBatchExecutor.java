package dev.zoetrope.ledger.commit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import javax.sql.DataSource;

import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.jdbc.SqlErrors;

/**
 * A database connection as a lane's station: a group is one transaction.
 *
 * @param <W> the kind of work
 */
public final class JdbcBatchExecutor<W extends LedgerOperation<?>> implements BatchExecutor<W> {

    /** What is done within the transaction; sets the result of each work. */
    @FunctionalInterface
    public interface Batch<W> {
        void run(JdbcSession session, List<W> group) throws SQLException;
    }

    /**
     * What is to be done about a commit, made or one that nobody can be sure of.
     *
     * @param <W> the kind of work
     */
    public interface CommitOutcomeListener<W> {
        /** The commit of this group failed: it may be on the disk, or on its way there. */
        void uncertain(List<W> group);

        /** The commit of this group is durable; whoever waits for it is told next. */
        void certain(List<W> group);

        /** Called on a new connection, before any work. */
        void settle(JdbcSession session) throws SQLException;
    }

    /** A group that others got in the way of is run again; who loses so often is in trouble. */
    private static final int TRIES = 5;
    /** "Transaction resolution unknown". */
    private static final String UNCERTAIN = "08007";

    /**
     * A shared connection that was idle for so long is tried before work is given to it: a process that was frozen, or a
     * machine on the way that was not, may have cost it its other end, and the work would fail for that.
     */
    static final Duration IDLE = Duration.ofSeconds(1);

    private final JdbcSession session;
    private final Batch<W> job;
    private final CommitOutcomeListener<W> aftermath;
    private long lastUsed = System.nanoTime();

    private JdbcBatchExecutor(JdbcSession session, Batch<W> job, CommitOutcomeListener<W> aftermath) {
        this.session = session;
        this.job = job;
        this.aftermath = aftermath;
    }

    /** For works that change nothing. */
    public static <W extends LedgerOperation<?>> Opener<W> on(DataSource source, Duration longest, Batch<W> job) {
        return () -> new JdbcBatchExecutor<>(JdbcSession.open(source, longest), job, null);
    }

    public static <W extends LedgerOperation<?>> Opener<W> on(DataSource source, Duration longest, Batch<W> job,
            CommitOutcomeListener<W> aftermath) {
        return () -> {
            JdbcSession session = JdbcSession.open(source, longest);
            try {
                aftermath.settle(session);
                return new JdbcBatchExecutor<>(session, job, aftermath);
            } catch (SQLException | RuntimeException e) {
                session.close();
                throw e;
            }
        };
    }

    @Override
    public boolean usable() {
        return !session.shared() || System.nanoTime() - lastUsed < IDLE.toNanos() || session.answers();
    }

    @Override
    public void run(List<W> group) throws SQLException {
        work(group);
        try {
            session.commit();
        } catch (SQLException | RuntimeException | Error e) {
            if (aftermath != null) {
                aftermath.uncertain(group);
            }
            // whatever it says, it is no single row's fault any more
            throw new SQLException("the commit failed", UNCERTAIN, e);
        }
        lastUsed = System.nanoTime();
        if (aftermath != null) {
            aftermath.certain(group);
        }
    }

    private void work(List<W> group) throws SQLException {
        for (int tries = 1;; tries++) {
            try {
                job.run(session, group);
                return;
            } catch (SQLException | RuntimeException e) {
                boolean again = tries < TRIES && SqlErrors.passes(e);
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
        return SqlErrors.faultOfRow(failure);
    }

    @Override
    public void close() {
        session.close();
    }
}
