package dev.zoetrope.vault;

import java.util.random.RandomGenerator;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.Ledger;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/** Which store there is, by {@code zoetrope.vault.mode}; opened at the start, so that one that cannot work refuses it. */
@ApplicationScoped
class StoreChoice {
    private static final Logger LOG = Logger.getLogger(StoreChoice.class);

    /** After the ledger, which has made the data directory ours; before anybody who may want a file. */
    private static final int SECOND = 20;

    private FileStore store;

    void open(@Observes @Priority(SECOND) StartupEvent start, VaultConfig config, Vertx vertx, Ledger ledger,
            RandomGenerator random, S3Connection bucket) {
        store = switch (config.vault().mode()) {
            // What was kept before the vault was switched off is still served, and removed in its time.
            case DISK, OFF -> disk(config, vertx, ledger, random);
            case S3 -> bucket.open();
        };
    }

    private static FileStore disk(VaultConfig config, Vertx vertx, Ledger ledger, RandomGenerator random) {
        DiskStore disk = new DiskStore(vertx, config.dataDir().resolve("vault"), random);
        new LeftOvers(vertx, ledger, disk).remove().subscribe().with(
                removed -> LOG.log(removed > 0 ? Logger.Level.INFO : Logger.Level.DEBUG,
                        "removed " + removed + " files of the vault that were left over"),
                failure -> LOG.warnf("the vault could not be searched for what is left over (%s)",
                        failure.getClass().getSimpleName()));
        return disk;
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
