package dev.zoetrope.vault;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import dev.zoetrope.store.VaultMode;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings for copying and serving result files. Every duration is from 1 ms to 365 days. */
@ConfigMapping(prefix = "zoetrope")
public interface VaultConfig {
    /**
     * Base of the signed URLs, by which callers fetch results and vendors fetch uploaded files: an absolute http or https URL
     * without user-info, query and fragment; it may have a path. Absent: the origin of the request that created the task;
     * vendors then get no URLs of uploaded files.
     */
    Optional<String> publicUrl();

    Vault vault();

    /** Settings below {@code zoetrope.vault}. */
    interface Vault {
        /** {@code disk}; {@code s3}, so that replicas share the files; or {@code off}: callers get the vendor's URLs. */
        @WithDefault("disk")
        VaultMode mode();

        /**
         * Shortest life of a signed URL. The longest is a 24th more, because the end is rounded up to a step of that
         * length, so that the URL of a task stays the same for a while.
         */
        @WithDefault("24h")
        Duration urlTtl();

        /**
         * Largest file that is copied, in bytes: from 1 to 2^50. The caller gets the vendor's URL of a larger one. The
         * default is several times the size of 15 s of nearly uncompressed 1080p video.
         */
        @WithDefault("2G")
        MemorySize maxFile();

        /**
         * Hosts whose files may be on a private address. The host of the upstream URL is always allowed if the upstream
         * itself is on a private address. An IPv6 address is written in brackets.
         */
        Optional<Set<String>> privateHosts();

        /**
         * Lease of a copy. A running copy renews it three times per lease. If its process stops renewing it, another
         * process takes the copy over when the lease ends.
         */
        @WithDefault("60s")
        Duration lease();

        /**
         * Shortest back-off after a failed copy. The back-off is as long as the time since the completion, so it doubles
         * from failure to failure.
         */
        @WithDefault("1s")
        Duration firstBackOff();

        /**
         * Longest back-off after a failed copy. After an outage of disk or network, a copy is tried again after at most this
         * time.
         */
        @WithDefault("10m")
        Duration longestBackOff();
    }
}
