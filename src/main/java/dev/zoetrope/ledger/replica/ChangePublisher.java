package dev.zoetrope.ledger.replica;

import java.sql.SQLException;
import java.util.List;

import dev.zoetrope.ledger.Change;
import dev.zoetrope.ledger.ChangeFeed;
import dev.zoetrope.ledger.commit.JdbcBatchExecutor;
import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Task;

/**
 * Publishes the rows that a commit has written to the change feed, once the commit is durable. Nothing is published for an
 * uncertain commit. Passes each outcome on to the commit counter and the recovery, too; on a new connection the commit
 * counters are compared first.
 *
 * @param feed where the changes are published
 * @param commitCounter counts the commits
 * @param recovery recovers the creates of an uncertain commit
 */
public record ChangePublisher(ChangeFeed feed, CommitCounter commitCounter,
        JdbcBatchExecutor.CommitOutcomeListener<WriteOperation<?>> recovery)
        implements
            JdbcBatchExecutor.CommitOutcomeListener<WriteOperation<?>> {

    @Override
    public void committed(List<WriteOperation<?>> group) {
        commitCounter.confirmCount();
        recovery.committed(group);
        for (WriteOperation<?> write : group) {
            Task written = write.written();
            if (written != null) {
                feed.publish(Change.of(written));
            }
        }
    }

    @Override
    public void uncertain(List<WriteOperation<?>> group) {
        recovery.uncertain(group);
    }

    @Override
    public void recover(JdbcSession session) throws SQLException {
        commitCounter.checkForLoss(session);
        recovery.recover(session);
    }
}
