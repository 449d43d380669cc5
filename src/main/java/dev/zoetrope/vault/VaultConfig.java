package dev.zoetrope.vault;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How finished files are kept and handed out. */
@ConfigMapping(prefix = "zoetrope")
public interface VaultConfig {

    /** The data directory; the files are in {@code vault} below it. */
    @WithDefault("data")
    Path dataDir();

    /** Base of the URLs handed out; absent: the origin of the create. */
    Optional<String> publicUrl();

    Vault vault();

    /** From the vendor's link to ours. */
    interface Vault {
        /** {@code disk}, {@code s3} where replicas share them, or {@code off}: the vendor's links are handed on. */
        @WithDefault("disk")
        VaultMode mode();

        /** Least life of a URL that is handed out; most is a 24th more, so that a task's URL stays the same for a while. */
        @WithDefault("24h")
        Duration urlTtl();

        /** Largest file that is kept; the link of a larger one is handed on. Several times 15 s of raw-like 1080p. */
        @WithDefault("2G")
        MemorySize maxFile();

        /**
         * Bytes of the disk that are left for the ledger and others: no copy begins below; absent: the smaller one of 1 GB
         * and a twentieth of the disk. For {@code disk} only.
         */
        Optional<MemorySize> reserve();

        /** Bytes of all kept files together, on this disk; absent: no limit. For {@code disk} only. */
        Optional<MemorySize> maxTotal();

        /** Files copied at once: each is a connection and an open file, and a disk is no faster with more. */
        @WithDefault("4")
        int copies();

        /** For a connection to the vendor's file server, TCP and TLS together. */
        @WithDefault("5s")
        Duration connectTimeout();

        /** Longest silence of the vendor's file server. */
        @WithDefault("30s")
        Duration idleTimeout();

        /** For one whole file: 2 GB at 10 Mbit/s. */
        @WithDefault("30m")
        Duration totalTimeout();

        /**
         * Hosts whose files may be on a private address, besides the upstream's own where that is on one. An IPv6
         * address in brackets.
         */
        Optional<Set<String>> privateHosts();

        /** Redirects followed; a link to an object store needs one or two. */
        @WithDefault("5")
        int maxRedirects();

        /** How long a copy that shows no life belongs to its process; renewed while it runs. */
        @WithDefault("60s")
        Duration lease();

        /** Shortest wait after a copy that failed; it doubles with the time since the completion. */
        @WithDefault("1s")
        Duration firstBackOff();

        /** Longest such wait: what a repaired disk or network may go unseen for. */
        @WithDefault("10m")
        Duration longestBackOff();

        /**
         * A link refused (403, 404, 410) so long after the completion is taken to be dead; before, the vendor's storage may
         * not have caught up.
         */
        @WithDefault("10m")
        Duration deadAfter();

        /** How long after the completion a copy is tried: the life of the vendor's links. */
        @WithDefault("24h")
        Duration giveUp();
    }
}
