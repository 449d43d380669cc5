package dev.zoetrope.ledger.task;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.jdbc.SqlDialect;

/**
 * The mark that an operator sets in a ledger that was restored from an older state. Its pending creates may have been sent
 * since, so the next start ends them as {@code submission_unknown} and does not send them. It clears the
 * mark after that.
 */
public final class RestoredMark {
    private static final String SET = "insert into watermark (name, value, written_at) values ('restored', 1, ?) "
            + "on conflict (name) do nothing";
    private static final String READ = "select value from watermark where name = 'restored' " + SqlDialect.WAIT_FOR_LOCK;
    private static final String CLEAR = "delete from watermark where name = 'restored'";

    private RestoredMark() {
    }

    /** Sets the mark. Does not commit. */
    public static void set(JdbcSession session, Instant now) throws SQLException {
        PreparedStatement statement = session.prepared(SET);
        statement.setLong(1, now.toEpochMilli());
        statement.executeUpdate();
    }

    /**
     * If the mark is set, ends all pending creates and clears the mark. Called before the committers start. If several
     * replicas start at once, each may end some of the creates.
     *
     * @return how many creates were ended; -1 if the mark was not set
     */
    public static int failPendingIfSet(JdbcSession session, Instant now) throws SQLException {
        try (ResultSet mark = session.prepared(READ).executeQuery()) {
            if (!mark.next()) {
                session.commit();
                return -1;
            }
        }
        int ended = EndUnknownSends.failAll(session, now, DueKind.SEND);
        session.prepared(CLEAR).executeUpdate();
        session.commit();
        return ended;
    }
}
