package dev.zoetrope.ledger;

import java.nio.file.Path;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The location of the ledger's files. */
@ConfigMapping(prefix = "zoetrope")
public interface StorageConfig {
    /** Directory of the database; created if it does not exist. Used by one process at a time. */
    @WithDefault("data")
    Path dataDir();
}
