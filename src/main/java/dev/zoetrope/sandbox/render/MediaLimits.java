package dev.zoetrope.sandbox.render;

import java.time.Duration;

/**
 * The limits of fetching one media file.
 *
 * @param connectTimeout of the TCP connection and the TLS handshake with one address
 * @param idleTimeout the longest time without data from the server
 * @param totalTimeout the longest time for the whole file
 * @param maxRedirects URL shorteners need two or three
 * @param imageBytes the maximum size of an image
 * @param clipBytes the maximum size of a clip
 * @param audioBytes the maximum size of a sound
 */
record MediaLimits(Duration connectTimeout, Duration idleTimeout, Duration totalTimeout, int maxRedirects, long imageBytes,
        long clipBytes, long audioBytes) {

    private static final long MEGABYTE = 1 << 20;

    /** The sizes of the contract; 2 minutes are enough for 100 MB at 7 Mbit/s. */
    static final MediaLimits OF_CONTRACT = new MediaLimits(Duration.ofSeconds(5), Duration.ofSeconds(15),
            Duration.ofMinutes(2), 5, 20 * MEGABYTE, 100 * MEGABYTE, 15 * MEGABYTE);
}
