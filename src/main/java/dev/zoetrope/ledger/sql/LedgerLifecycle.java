package dev.zoetrope.ledger.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import javax.sql.DataSource;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

import dev.zoetrope.ledger.ChangeFeed;
import dev.zoetrope.ledger.DatabaseConfig;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerClock;
import dev.zoetrope.ledger.LedgerConfig;
import dev.zoetrope.ledger.Outbox;
import dev.zoetrope.ledger.OutboxConfig;
import dev.zoetrope.ledger.SharedSecret;
import dev.zoetrope.ledger.StorageConfig;
import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.commit.CommitListener;
import dev.zoetrope.ledger.jdbc.DataDirectoryLock;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.jdbc.PostgresSetup;
import dev.zoetrope.ledger.jdbc.SchemaMigration;
import dev.zoetrope.ledger.jdbc.SqliteNativeLibrary;
import dev.zoetrope.ledger.outbox.SqlOutbox;
import dev.zoetrope.ledger.replica.NotifyListener;
import dev.zoetrope.ledger.replica.ReplicaLease;
import dev.zoetrope.ledger.replica.ReplicaLiveness;
import dev.zoetrope.ledger.task.FailInterruptedSends;
import dev.zoetrope.ledger.task.RestoredMark;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Opens the ledger before anything else starts, and closes it after everything else has stopped. The order matters. In
 * SQLite the directory is there and ours before the database is opened, the tables are there before the lanes, and what
 * was being sent when the last process died is settled before anything is sent. In PostgreSQL there may be other
 * replicas: nothing is settled before its lease is over, and this one is known to live before it answers anybody.
 */
@ApplicationScoped
public class LedgerLifecycle {
    private static final Logger LOG = Logger.getLogger(LedgerLifecycle.class);
    /** Before every other observer of the start, which may want to read. */
    private static final int FIRST = 10;
    /** After every other observer of the end, which may still write. */
    private static final int LAST = 10_000;

    private final ChangeFeed feed = new ChangeFeed();
    private DataDirectoryLock directory;
    private ReplicaLease replica;
    private NotifyListener listening;
    private SqlLedger ledger;
    private SharedSecret secret;

    void start(@Observes @Priority(FIRST) StartupEvent event, StorageConfig storage, DatabaseConfig database,
            LedgerConfig config, OutboxConfig outbox, @Any InjectableInstance<AgroalDataSource> sources,
            @Any InjectableInstance<Flyway> flyways, LedgerClock clock, RandomGenerator random, MeterRegistry registry)
            throws SQLException {
        if (PostgresSetup.wanted(database)) {
            DataDirectoryLock.warnIfOpen(storage.dataDir());
            PostgresSetup.ready(sources.getActive(), flyways.getActive());
            secret = secret(sources.getActive(), random, config.statementTimeout());
            replica = ReplicaLease.join(sources.getActive(), database.heartbeat(), random, clock);
            settleRestored(sources.getActive(), clock.instant(), config.statementTimeout());
            ledger = new SqlLedger(sources.getActive(), config, meter(registry), replica.replicas(), feed,
                    outbox.fileWait(), replica.watermark());
            listening = new NotifyListener(sources.getActive(), database.heartbeat(), database.reread(),
                    replica.replicas().own(), feed, clock).start();
        } else {
            directory = DataDirectoryLock.take(storage.dataDir());
            SqliteNativeLibrary.place(storage.dataDir());
            SchemaMigration.migrate(flyways.getActive(), "zoetrope.data-dir");
            secret = secret(sources.getActive(), random, config.statementTimeout());
            settleRestored(sources.getActive(), clock.instant(), config.statementTimeout());
            int settled = settleInterrupted(sources.getActive(), clock.instant(), config.statementTimeout());
            if (settled > 0) {
                LOG.warnf("%d creates were under way when the last process ended; they are failed, as nobody can say "
                        + "whether the vendor has them", settled);
            }
            ledger = new SqlLedger(sources.getActive(), config, meter(registry),
                    ReplicaLiveness.drawn(ReplicaLiveness.Lookup.ALONE), feed, outbox.fileWait());
        }
    }

    private static SharedSecret secret(DataSource source, RandomGenerator random, Duration longest) throws SQLException {
        try (JdbcSession session = JdbcSession.open(source, longest)) {
            SharedSecret shared = SecretRows.load(session, random);
            session.commit();
            return shared;
        }
    }

    /** Settles before there are lanes. */
    static int settleInterrupted(DataSource source, Instant now, Duration longest) throws SQLException {
        try (JdbcSession session = JdbcSession.open(source, longest)) {
            return FailInterruptedSends.all(session, now, DueKind.SETTLE);
        }
    }

    /** What waits in a record that was restored may have been sent. */
    public static void settleRestored(DataSource source, Instant now, Duration longest) throws SQLException {
        try (JdbcSession session = JdbcSession.open(source, longest)) {
            int ended = RestoredMark.settle(session, now);
            if (ended >= 0) {
                LOG.warnf("The record is marked as restored: %d creates that waited to be sent are failed, as they may have "
                        + "been sent since", ended);
            }
        }
    }

    private static CommitListener meter(MeterRegistry registry) {
        DistributionSummary rows = DistributionSummary.builder("zoetrope.ledger.rows.per.commit")
                .description("writes made durable by one commit").register(registry);
        Timer commit = Timer.builder("zoetrope.ledger.commit").description("time of a group of writes, commit included")
                .register(registry);
        return (works, nanos) -> {
            rows.record(works);
            commit.record(nanos, TimeUnit.NANOSECONDS);
        };
    }

    @Produces
    @Singleton
    Ledger ledger() {
        if (ledger == null) {
            throw new IllegalStateException("the ledger is used before it is open");
        }
        return ledger;
    }

    @Produces
    @Singleton
    Outbox outbox() {
        return new SqlOutbox((SqlLedger) ledger());
    }

    @Produces
    @Singleton
    ChangeFeed feed() {
        return feed;
    }

    @Produces
    @Singleton
    SharedSecret secret() {
        if (secret == null) {
            throw new IllegalStateException("the ledger is used before it is open");
        }
        return secret;
    }

    void stop(@Observes @Priority(LAST) ShutdownEvent event, LedgerConfig config) {
        try {
            if (ledger != null && !ledger.close(config.drain())) {
                LOG.error("writes were still waiting when the time to drain (zoetrope.ledger.drain) was over");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (listening != null) {
                listening.close();
            }
            if (replica != null) {
                replica.close();
            }
            if (directory != null) {
                directory.close();
            }
        }
    }
}
