package dev.zoetrope.vault.store;

import java.nio.file.Path;
import java.time.Clock;
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
import dev.zoetrope.vault.VaultConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;

/** Which store there is, by {@code zoetrope.vault.mode}; opened at the start, so that one that cannot work refuses it. */
@ApplicationScoped
public class StoreSelector {
    private static final Logger LOG = Logger.getLogger(StoreSelector.class);

    /** After the ledger, which has made the data directory ours; before anybody who may want a file. */
    private static final int SECOND = 20;

    private FileStore store;
    private DiskSpace room;

    void open(@Observes @Priority(SECOND) StartupEvent start, VaultConfig config, Vertx vertx, Ledger ledger,
            RandomGenerator random, S3Connection bucket, MeterRegistry registry, Clock clock) {
        store = switch (config.vault().mode()) {
            // What was kept before the vault was switched off is still served, and removed in its time.
            case DISK, OFF -> disk(config, vertx, ledger, random, registry, clock);
            case S3 -> bucket.open();
        };
    }

    private FileStore disk(VaultConfig config, Vertx vertx, Ledger ledger, RandomGenerator random, MeterRegistry registry,
            Clock clock) {
        Path directory = config.dataDir().resolve("vault");
        VaultConfig.Vault vault = config.vault();
        room = new DiskSpace(vertx, directory, DiskSpace.Disk.of(directory), bytes(vault.reserve()), bytes(vault.maxTotal()),
                clock)
                .measuredBy(registry);
        DiskStore disk = new DiskStore(vertx, directory, room, random);
        new OrphanFileCleaner(vertx, ledger, disk).remove().subscribe().with(
                removed -> LOG.log(removed > 0 ? Logger.Level.INFO : Logger.Level.DEBUG,
                        "removed " + removed + " files of the vault that were left over"),
                failure -> LOG.warnf("the vault could not be searched for what is left over (%s)",
                        failure.getClass().getSimpleName()));
        return disk;
    }

    private static OptionalLong bytes(Optional<MemorySize> size) {
        return size.map(given -> OptionalLong.of(given.asLongValue())).orElse(OptionalLong.empty());
    }

    /** Empty where files are not on a disk. */
    public Optional<DiskSpace> room() {
        return Optional.ofNullable(room);
    }

    @Produces
    @Singleton
    FileStore store() {
        if (store == null) {
            throw new IllegalStateException("the vault is used before it is open");
        }
        return store;
    }
}
