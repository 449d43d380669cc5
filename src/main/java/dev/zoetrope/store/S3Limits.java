package dev.zoetrope.store;

import java.time.Duration;

/**
 * The limits of the S3 client.
 *
 * @param connectTimeout of a connection, for TCP and for TLS each
 * @param readTimeout the longest time without progress of a read or write on a connection
 * @param callTimeout of one call with its repetitions; of a read only up to the first byte
 * @param maxConnections each copy and each reader holds one, even a slow reader
 * @param retries how often a call is repeated after a 5xx, a 429 or no response
 * @param partSize size of a part of an upload, in bytes. Each running copy has two parts in memory. S3 requires at least 5 MB
 *        and allows 10,000 parts, so 8 MB allow files of 80 GB
 */
record S3Limits(Duration connectTimeout, Duration readTimeout, Duration callTimeout, int maxConnections, int retries,
        int partSize) {

    /** A part of 8 MB at 1 Mbit/s takes 64 s. */
    static final S3Limits DEFAULT = new S3Limits(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2), 128, 2,
            8 << 20);
}
