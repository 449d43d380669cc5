package dev.zoetrope.ledger;

import java.sql.SQLException;
import java.util.List;

import dev.zoetrope.video.Task;

/**
 * What is done after a commit: its count is certain, and the feed is told what it has written. After a commit whose result is
 * unknown nothing is told. On a new connection the counts are compared first.
 */
record Publication(ChangeFeed feed, Watermark watermark, SqlStation.Aftermath<Write<?>> withdrawal)
        implements
            SqlStation.Aftermath<Write<?>> {

    @Override
    public void certain(List<Write<?>> group) {
        watermark.certain();
        withdrawal.certain(group);
        for (Write<?> write : group) {
            Task written = write.written();
            if (written != null) {
                feed.tell(Change.of(written));
            }
        }
    }

    @Override
    public void uncertain(List<Write<?>> group) {
        withdrawal.uncertain(group);
    }

    @Override
    public void settle(Session session) throws SQLException {
        watermark.settle(session);
        withdrawal.settle(session);
    }
}
