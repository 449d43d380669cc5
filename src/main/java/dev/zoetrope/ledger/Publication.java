package dev.zoetrope.ledger;

import java.sql.SQLException;
import java.util.List;

import dev.zoetrope.video.Task;

/**
 * What follows a commit: it counts, and the feed is told what it has written; of one that nobody can be sure of, nothing.
 * On a new connection it is first seen whether the record is still the same.
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
