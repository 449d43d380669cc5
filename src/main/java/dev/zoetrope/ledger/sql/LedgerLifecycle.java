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
import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerClock;
import dev.zoetrope.ledger.LedgerConfig;
import dev.zoetrope.ledger.Outbox;
import dev.zoetrope.ledger.SharedSecret;
import dev.zoetrope.ledger.Uploads;
import dev.zoetrope.ledger.commit.CommitListener;
import dev.zoetrope.ledger.jdbc.DataDirectoryLock;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.jdbc.PostgresSetup;
import dev.zoetrope.ledger.jdbc.SchemaMigration;
import dev.zoetrope.ledger.jdbc.SqliteNativeLibrary;
import dev.zoetrope.ledger.outbox.SqlOutbox;
import dev.zoetrope.ledger.replica.CommitCounter;
import dev.zoetrope.ledger.replica.NotifyListener;
import dev.zoetrope.ledger.replica.ReplicaLease;
import dev.zoetrope.ledger.replica.ReplicaLiveness;
import dev.zoetrope.ledger.task.EndUnknownSends;
import dev.zoetrope.ledger.task.RestoredMark;
import dev.zoetrope.ledger.upload.SqlUploads;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Opens the ledger before the rest of the application starts, and closes it after the rest has stopped. The order of the
 * steps matters. With SQLite the data directory is created and locked before the database is opened, the tables are
 * migrated before the committers start, and the sends that the last process did not finish are ended before anything is
 * sent. With PostgreSQL other replicas may be running: no send is ended before its lease expires, and this replica has its
 * own replica lease before it answers a caller.
 */
@ApplicationScoped
public class LedgerLifecycle {
    private static final Logger LOG = Logger.getLogger(LedgerLifecycle.class);
    /** Before every other observer of the start, as those may use the ledger. */
    private static final int FIRST = 10;
    /** After every other observer of the shutdown, as those may still write. */
    private static final int LAST = 10_000;

    /** How long a shutdown waits until the waiting writes are done. */
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final ChangeFeed feed = new ChangeFeed();
    private DataDirectoryLock directoryLock;
    private ReplicaLease replica;
    private NotifyListener notifyListener;
    private SqlLedger ledger;
    private SharedSecret secret;

    void start(@Observes @Priority(FIRST) StartupEvent event, LedgerConfig config,
            @Any InjectableInstance<AgroalDataSource> sources,
            @Any InjectableInstance<Flyway> flyways, LedgerClock clock, RandomGenerator random, MeterRegistry registry)
            throws SQLException {
        LedgerLimits limits = LedgerLimits.of(config);
        LedgerConfig.Database database = config.database();
        Duration fileWait = config.callbacks().fileWait();
        if (PostgresSetup.isConfigured(database)) {
            DataDirectoryLock.warnIfOpen(config.dataDir());
            PostgresSetup.prepare(sources.getActive(), flyways.getActive());
            secret = secret(sources.getActive(), random, limits.statementTimeout());
            replica = ReplicaLease.join(sources.getActive(), database.heartbeat(), random, clock);
            failRestoredCreates(sources.getActive(), clock.instant(), limits.statementTimeout());
            ledger = new SqlLedger(sources.getActive(), limits, commitMetrics(registry), replica.liveness(), feed,
                    fileWait, replica.commitCounter());
            notifyListener = new NotifyListener(sources.getActive(), database.heartbeat(), database.reread(),
                    replica.liveness().ownNumber(), feed, clock).start();
        } else {
            directoryLock = DataDirectoryLock.acquire(config.dataDir());
            SqliteNativeLibrary.install(config.dataDir());
            if (!SchemaMigration.isCurrent(sources.getActive())) {
                SchemaMigration.migrate(flyways.getActive(), "zoetrope.data-dir");
            }
            secret = secret(sources.getActive(), random, limits.statementTimeout());
            failRestoredCreates(sources.getActive(), clock.instant(), limits.statementTimeout());
            int ended = failInterruptedSends(sources.getActive(), clock.instant(), limits.statementTimeout());
            if (ended > 0) {
                LOG.warnf("%d creates were being sent when the last process ended; they were ended as "
                        + "submission_unknown, because it is not known whether the vendor has accepted them", ended);
            }
            ReplicaLiveness alone = ReplicaLiveness.withRandomNumber(ReplicaLiveness.Lookup.ALONE);
            ledger = new SqlLedger(sources.getActive(), limits, commitMetrics(registry), alone, feed, fileWait,
                    new CommitCounter(alone.ownNumber()));
        }
    }

    private static SharedSecret secret(DataSource source, RandomGenerator random, Duration timeout) throws SQLException {
        try (JdbcSession session = JdbcSession.open(source, timeout)) {
            SharedSecret shared = SecretRows.load(session, random);
            session.commit();
            return shared;
        }
    }

    /** Ends interrupted sends, before the committers start; returns how many. */
    static int failInterruptedSends(DataSource source, Instant now, Duration timeout) throws SQLException {
        try (JdbcSession session = JdbcSession.open(source, timeout)) {
            return EndUnknownSends.failAll(session, now, DueKind.EXPIRE);
        }
    }

    /** Ends the pending creates of a ledger that is marked as restored, because they may have been sent. */
    public static void failRestoredCreates(DataSource source, Instant now, Duration timeout) throws SQLException {
        try (JdbcSession session = JdbcSession.open(source, timeout)) {
            int ended = RestoredMark.failPendingIfSet(session, now);
            if (ended >= 0) {
                LOG.warnf("The ledger is marked as restored: %d pending creates were ended as submission_unknown, "
                        + "because they may have been sent since", ended);
            }
        }
    }

    private static CommitListener commitMetrics(MeterRegistry registry) {
        DistributionSummary rows = DistributionSummary.builder("zoetrope.ledger.rows.per.commit")
                .description("number of writes in one commit").register(registry);
        Timer commit = Timer.builder("zoetrope.ledger.commit").description("time of a batch of writes, commit included")
                .register(registry);
        return (operations, nanos) -> {
            rows.record(operations);
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
    Uploads uploads() {
        return new SqlUploads((SqlLedger) ledger());
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

    void stop(@Observes @Priority(LAST) ShutdownEvent event) {
        try {
            if (ledger != null && !ledger.close(DRAIN)) {
                LOG.error("writes were still waiting when the time for the shutdown was over");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (notifyListener != null) {
                notifyListener.close();
            }
            if (replica != null) {
                replica.close();
            }
            if (directoryLock != null) {
                directoryLock.close();
            }
        }
    }
}
