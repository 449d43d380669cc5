package dev.zoetrope.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import dev.zoetrope.ledger.sql.LedgerFixture;

/** A ledger with a million tasks of a hundred callers, 10,000 of them live. The database itself generates the rows. */
public final class MillionRows {
    static final int ALL = 1_000_000;
    /** The live tasks: a third is pending, a third is being sent, a third is running. */
    static final int LIVE = 10_000;
    static final String REQUEST = "{\"model\":\"wan-2.7-image-to-video\",\"mode\":\"image-to-video\","
            + "\"image_urls\":[\"https://images.example.com/a.png\"]}";

    private static final String NUMBERS = "with recursive n(i) as (select 0 union all select i + 1 from n where i < "
            + (ALL - 1) + ") ";
    private static final String INSERT = "insert into task (id, caller, created_at, state, status, step, version, "
            + "updated_at, due_at, attempts, vendor_id, progress, detail, request, fingerprint, idempotency_key, "
            + "reply_until) ";
    /** Every fifth row has a key; one row in ten has no answer yet. */
    private static final String LIVE_ROWS = NUMBERS.replace(String.valueOf(ALL - 1), String.valueOf(LIVE - 1)) + INSERT
            + "select 'task-unified-2-' || substr('00000000' || i, -8), 'caller-' || i % 100, 2000000 + i, "
            + "case i % 3 when 0 then 'pending' when 1 then 'sending' else 'running' end, 'pending', "
            + "case i % 3 when 0 then 'send' when 1 then 'settle' else 'ask' end, 1, 2000000 + i, 2000000 + i, 0, "
            + "case i % 3 when 2 then 'live-' || i end, 0, null, '" + REQUEST + "', "
            + "case when i % 5 <> 0 then i * 7919 end, case i % 5 when 0 then 'key-' || i end, "
            + "case when i % 10 = 1 then 9000000 end from n";
    private static final String ENDED_ROWS = NUMBERS.replace(String.valueOf(ALL - 1), String.valueOf(ALL - LIVE - 1))
            + INSERT + "select 'task-unified-1-' || substr('00000000' || i, -8), 'caller-' || i % 100, 1000000 + i, "
            + "case when i % 7 = 0 then 'failed' when i % 7 = 1 then 'cancelled' else 'completed' end, "
            + "case when i % 7 = 0 then 'failed' when i % 7 = 1 then 'cancelled' else 'completed' end, null, 2, "
            + "1000000 + i, null, 1, 'vendor-' || i, 100, "
            + "case when i % 7 = 0 then '{\"code\":\"x\",\"message\":\"y\"}' end, '" + REQUEST + "', "
            + "case when i % 5 <> 0 then i * 104729 end, case i % 5 when 0 then 'key-' || i || 'x' end, null from n";

    private MillionRows() {
    }

    /** Creates the ledger in this directory; the file takes about half a gigabyte. */
    public static LedgerFixture in(Path directory) throws SQLException {
        LedgerFixture fixture = new LedgerFixture(directory);
        try (Connection connection = fixture.source.getConnection(); Statement fast = connection.createStatement()) {
            fast.execute("pragma synchronous=off");
            fast.execute("pragma cache_size=-400000");
            fast.execute("pragma wal_autocheckpoint=0");
            fast.executeUpdate(ENDED_ROWS);
            fast.executeUpdate(LIVE_ROWS);
            fast.execute("pragma wal_checkpoint(truncate)");
            fast.execute("pragma cache_size=-8000");
            fast.execute("pragma wal_autocheckpoint=4000");
            fast.execute("pragma synchronous=full");
        }
        return fixture;
    }
}
