package dev.zoetrope.ledger;

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
class LedgerStart {
    private static final Logger LOG = Logger.getLogger(LedgerStart.class);
    /** Before every other observer of the start, which may want to read. */
    private static final int FIRST = 10;
    /** After every other observer of the end, which may still write. */
    private static final int LAST = 10_000;

    private final ChangeFeed feed = new ChangeFeed();
    private DataDirectory directory;
    private Replica replica;
    private Listening listening;
    private SqlLedger ledger;
    private SharedSecret secret;

    void start(@Observes @Priority(FIRST) StartupEvent event, StorageConfig storage, DatabaseConfig database,
            LedgerConfig config, OutboxConfig outbox, @Any InjectableInstance<AgroalDataSource> sources,
            @Any InjectableInstance<Flyway> flyways, RecordClock clock, RandomGenerator random, MeterRegistry registry)
            throws SQLException {
        if (PostgresPlace.wanted(database)) {
            DataDirectory.warnIfOpen(storage.dataDir());
            PostgresPlace.ready(sources.getActive(), flyways.getActive());
            secret = secret(sources.getActive(), random, config.statementTimeout());
            replica = Replica.join(sources.getActive(), database.heartbeat(), random, clock);
            settleRestored(sources.getActive(), clock.instant(), config.statementTimeout());
            ledger = new SqlLedger(sources.getActive(), config, meter(registry), replica.replicas(), feed,
                    outbox.fileWait(), replica.watermark());
            listening = new Listening(sources.getActive(), database.heartbeat(), database.reread(),
                    replica.replicas().own(), feed, clock).start();
        } else {
            directory = DataDirectory.take(storage.dataDir());
            DriverLibrary.place(storage.dataDir());
            Tables.migrate(flyways.getActive(), "zoetrope.data-dir");
            secret = secret(sources.getActive(), random, config.statementTimeout());
            settleRestored(sources.getActive(), clock.instant(), config.statementTimeout());
            int settled = settleInterrupted(sources.getActive(), clock.instant(), config.statementTimeout());
            if (settled > 0) {
                LOG.warnf("%d creates were under way when the last process ended; they are failed, as nobody can say "
                        + "whether the vendor has them", settled);
            }
            ledger = new SqlLedger(sources.getActive(), config, meter(registry),
                    Replicas.drawn(Replicas.Liveness.ALONE), feed, outbox.fileWait());
        }
    }

    private static SharedSecret secret(DataSource source, RandomGenerator random, Duration longest) throws SQLException {
        try (Session session = Session.open(source, longest)) {
            SharedSecret shared = SharedSecret.in(session, random);
            session.commit();
            return shared;
        }
    }

    /** Settles before there are lanes. */
    static int settleInterrupted(DataSource source, Instant now, Duration longest) throws SQLException {
        try (Session session = Session.open(source, longest)) {
            return Settle.all(session, now, Step.SETTLE);
        }
    }

    /** What waits in a record that was restored may have been sent. */
    static void settleRestored(DataSource source, Instant now, Duration longest) throws SQLException {
        try (Session session = Session.open(source, longest)) {
            int ended = RestoredMark.settle(session, now);
            if (ended >= 0) {
                LOG.warnf("The record is marked as restored: %d creates that waited to be sent are failed, as they may have "
                        + "been sent since", ended);
            }
        }
    }

    private static LaneMeter meter(MeterRegistry registry) {
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
