package dev.zoetrope.ledger;

import java.nio.file.Path;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The location of the ledger's files. */
@ConfigMapping(prefix = "zoetrope")
public interface StorageConfig {
    /**
     * Directory of the database, the stored files and the sandbox; created if it does not exist. With SQLite one process at a
     * time uses it.
     */
    @WithDefault("data")
    Path dataDir();
}
