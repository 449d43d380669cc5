package dev.zoetrope.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerConfig;
import dev.zoetrope.ledger.Uploads;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** Opens the store of {@code zoetrope.vault.mode} at the start, so that a store that cannot work fails the start. */
@ApplicationScoped
public class StoreSelector {
    private static final Logger LOG = Logger.getLogger(StoreSelector.class);

    /** After the ledger, which locks the data directory, and before all users of files. */
    private static final int AFTER_LEDGER = 20;
    /** Longest time from the first byte of a file to its rename: every copy and every upload has a shorter limit. */
    private static final Duration MAX_WRITE_TIME = Duration.ofMinutes(35);
    /** After this time, what a crash has left immediately before the start is old enough to be an orphan. */
    private static final Duration AGED = Duration.ofMinutes(5);

    private FileStore store;
    private DiskSpace diskSpace;

    void open(@Observes @Priority(AFTER_LEDGER) StartupEvent start, StoreConfig config, LedgerConfig ledgerConfig, Vertx vertx,
            Ledger ledger, Uploads uploads, RandomGenerator random, S3Connection bucket, MeterRegistry registry, Clock clock) {
        store = switch (config.vault().mode()) {
            // In mode off, files stored earlier are still served, and retention removes them.
            case DISK, OFF -> openDisk(config, ledgerConfig, vertx, ledger, uploads, random, registry, clock);
            case S3 -> openBucket(bucket, vertx, uploads);
        };
    }

    private FileStore openDisk(StoreConfig config, LedgerConfig ledgerConfig, Vertx vertx, Ledger ledger,
            Uploads uploads, RandomGenerator random, MeterRegistry registry, Clock clock) {
        Path directory = config.dataDir().resolve("vault");
        StoreConfig.Vault vault = config.vault();
        diskSpace = new DiskSpace(vertx, directory, DiskSpace.Disk.of(directory), toBytes(vault.reserve()),
                toBytes(vault.maxTotal()),
                clock)
                .registerGauge(registry);
        DiskStore disk = new DiskStore(vertx, directory, diskSpace, random);
        // With SQLite, this process has locked the data directory. With PostgreSQL, replicas may share it.
        Duration draftLife = ledgerConfig.database().url().isEmpty() ? Duration.ZERO : MAX_WRITE_TIME;
        OrphanFileCleaner cleaner = new OrphanFileCleaner(vertx, ledger, uploads, disk, draftLife, clock);
        removeOrphans(cleaner.removeOrphans());
        if (!draftLife.isZero()) {
            vertx.setTimer(draftLife.toMillis(), draftsHaveAged -> removeOrphans(cleaner.removeOrphans()));
        }
        return disk;
    }

    private static FileStore openBucket(S3Connection bucket, Vertx vertx, Uploads uploads) {
        FileStore opened = bucket.open();
        OrphanObjectCleaner cleaner = bucket.cleaner(uploads);
        removeOrphans(cleaner.removeOrphans());
        vertx.setTimer(OrphanObjectCleaner.GRACE.plus(AGED).toMillis(), aged -> removeOrphans(cleaner.removeOrphans()));
        return opened;
    }

    private static void removeOrphans(Uni<Integer> search) {
        search.subscribe().with(
                removed -> LOG.log(removed > 0 ? Logger.Level.INFO : Logger.Level.DEBUG,
                        "removed " + removed + " orphan files from the vault"),
                failure -> LOG.warnf("the search for orphan files in the vault failed (%s)",
                        failure.getClass().getSimpleName()));
    }

    private static OptionalLong toBytes(Optional<MemorySize> size) {
        return size.map(given -> OptionalLong.of(given.asLongValue())).orElse(OptionalLong.empty());
    }

    /** The space of the vault's disk; empty if the store is a bucket. */
    public Optional<DiskSpace> diskSpace() {
        return Optional.ofNullable(diskSpace);
    }

    @Produces
    @Singleton
    FileStore store() {
        if (store == null) {
            throw new IllegalStateException("the vault is used before its store is open");
        }
        return store;
    }
}
