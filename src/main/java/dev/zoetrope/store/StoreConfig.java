package dev.zoetrope.store;

import java.nio.file.Path;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where files are stored, and how much space they may use. */
@ConfigMapping(prefix = "zoetrope")
public interface StoreConfig {
    /** The data directory. The files are in its sub-directory {@code vault}. */
    @WithDefault("data")
    Path dataDir();

    Vault vault();

    /** Settings below {@code zoetrope.vault}. */
    interface Vault {
        /**
         * {@code disk}; {@code s3}, so that replicas share the files; or {@code off}: callers get the vendor's URLs, and the
         * files that callers upload are on the disk.
         */
        @WithDefault("disk")
        VaultMode mode();

        /**
         * Free bytes of the disk that are left for the ledger and other programs. No file is started unless more than this is
         * free. Absent: the smaller of 1 GB and a twentieth of the disk. For {@code disk} only.
         */
        Optional<MemorySize> reserve();

        /** Largest total size of all stored files, in bytes; absent: no limit. For {@code disk} only. */
        Optional<MemorySize> maxTotal();
    }
}
