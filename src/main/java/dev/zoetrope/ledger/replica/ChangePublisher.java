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
 * What is done after a commit: its count is certain, and the feed is told what it has written. After a commit whose result is
 * unknown nothing is told. On a new connection the counts are compared first.
 */
public record ChangePublisher(ChangeFeed feed, CommitCounter watermark,
        JdbcBatchExecutor.CommitOutcomeListener<WriteOperation<?>> withdrawal)
        implements
            JdbcBatchExecutor.CommitOutcomeListener<WriteOperation<?>> {

    @Override
    public void certain(List<WriteOperation<?>> group) {
        watermark.certain();
        withdrawal.certain(group);
        for (WriteOperation<?> write : group) {
            Task written = write.written();
            if (written != null) {
                feed.tell(Change.of(written));
            }
        }
    }

    @Override
    public void uncertain(List<WriteOperation<?>> group) {
        withdrawal.uncertain(group);
    }

    @Override
    public void settle(JdbcSession session) throws SQLException {
        watermark.settle(session);
        withdrawal.settle(session);
    }
}
