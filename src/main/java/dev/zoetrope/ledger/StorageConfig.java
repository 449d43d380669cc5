package dev.zoetrope.ledger;

import java.nio.file.Path;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the ledger's files are. */
@ConfigMapping(prefix = "zoetrope")
public interface StorageConfig {
    /** Directory of the database; made if it is not there. One process at a time. */
    @WithDefault("data")
    Path dataDir();
}
