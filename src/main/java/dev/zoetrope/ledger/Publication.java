package dev.zoetrope.ledger;

import java.sql.SQLException;
import java.util.List;

import dev.zoetrope.video.Task;

/** Tells the feed what a commit has written; of one that nobody can be sure of, nothing. */
record Publication(ChangeFeed feed, SqlStation.Aftermath<Write<?>> withdrawal)
        implements
            SqlStation.Aftermath<Write<?>> {

    @Override
    public void certain(List<Write<?>> group) {
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
        withdrawal.settle(session);
    }
}
