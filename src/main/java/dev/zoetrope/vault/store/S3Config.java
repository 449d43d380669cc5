package dev.zoetrope.vault.store;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which bucket holds the files, and how it is reached; of use only where {@code zoetrope.vault.mode} is {@code s3}. */
@ConfigMapping(prefix = "zoetrope.vault.s3")
interface S3Config {
    /** An S3-compatible store's URL, without the bucket; absent: Amazon's own, by region. */
    Optional<String> endpoint();

    /** Part of every signature; most other stores take this one, or none in particular. */
    @WithDefault("us-east-1")
    String region();

    /** Must be there already: making one is its owner's decision, with its rules and its bill. */
    Optional<String> bucket();

    /** How the keys of all objects begin, so that a bucket can be shared. */
    @WithDefault("zoetrope/")
    String prefix();

    /**
     * Whether the bucket is in the path and not in the host's name; absent: yes with an {@link #endpoint}, as stores of
     * one's own seldom have a name for each bucket, and no at Amazon's.
     */
    Optional<Boolean> pathStyle();

    /**
     * Whether readers are sent on to the bucket, by a link signed for a while, instead of being given the bytes: for a
     * function, whose answers are bounded. The bucket must be within the readers' reach.
     */
    @WithDefault("false")
    boolean redirect();

    /** With {@link #secretKey}; absent: what the environment gives, as the AWS tools look for it. */
    Optional<String> accessKey();

    /** Never in a log. */
    Optional<String> secretKey();

    /**
     * Bytes sent in one call; two such parts of each file being copied are in memory. S3 allows no fewer than 5 MB, and
     * 10,000 parts: 80 GB.
     */
    @WithDefault("8M")
    MemorySize partSize();

    /** For a connection, TCP and TLS each. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** Longest silence of the store while something is expected of it. */
    @WithDefault("30s")
    Duration readTimeout();

    /** For one call with its retries, of a read only up to its first byte: 8 MB at 1 Mbit/s are 64 s. */
    @WithDefault("2m")
    Duration callTimeout();

    /** Each copy holds one, and each reader, however slow. */
    @WithDefault("128")
    int maxConnections();

    /** How often a call is tried again after 5xx, 429 or no answer; the waits between are the client's own. */
    @WithDefault("2")
    int retries();
}
