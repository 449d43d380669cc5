package dev.zoetrope.ledger.replica;

import java.nio.file.Path;

import org.flywaydb.core.Flyway;

import dev.zoetrope.ledger.ChangeFeed;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.Outbox;
import dev.zoetrope.ledger.commit.CommitListener;
import dev.zoetrope.ledger.outbox.SqlOutbox;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.ledger.sql.SqlLedger;
import io.agroal.api.AgroalDataSource;

/** A real ledger with its outbox and its change feed, in a file; for the tests of their users. */
public final class LedgerOnDisk implements AutoCloseable {
    public final ChangeFeed feed = new ChangeFeed();
    public final Ledger ledger;
    public final Outbox outbox;
    private final SqlLedger sql;
    private final AgroalDataSource source;

    public LedgerOnDisk(Path directory) {
        source = LedgerFixture.source(directory);
        Flyway.configure().dataSource(source).load().migrate();
        ReplicaLiveness alone = ReplicaLiveness.withRandomNumber(ReplicaLiveness.Lookup.ALONE);
        sql = new SqlLedger(source, LedgerFixture.LIMITS, CommitListener.NONE, alone, feed, LedgerFixture.FILE_WAIT,
                new CommitCounter(alone.ownNumber()));
        ledger = sql;
        outbox = new SqlOutbox(sql);
    }

    @Override
    public void close() {
        try {
            sql.close(LedgerFixture.PATIENCE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        source.close();
    }
}
