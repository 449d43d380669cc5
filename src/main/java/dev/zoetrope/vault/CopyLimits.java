package dev.zoetrope.vault;

import java.time.Duration;

/**
 * Times of the copy of a result file that are constants.
 *
 * @param idleTimeout longest time without a byte from the vendor's file server
 * @param totalTimeout time limit for the copy of one file
 * @param deadAfter a result URL that is refused (such as 403, 404, 410) is given up this long after the completion. Before
 *        that, the file may not have reached the vendor's storage yet
 */
public record CopyLimits(Duration idleTimeout, Duration totalTimeout, Duration deadAfter) {
    /** Enough for 2 GB at 10 Mbit/s. */
    public static final CopyLimits CONTINUOUS = new CopyLimits(Duration.ofSeconds(30), Duration.ofMinutes(30),
            Duration.ofMinutes(10));
    /** For on-demand mode, where a request waits for the copies. Enough for 200 MB at 10 Mbit/s. */
    public static final CopyLimits ON_DEMAND = new CopyLimits(CONTINUOUS.idleTimeout, Duration.ofMinutes(3),
            CONTINUOUS.deadAfter);
}
