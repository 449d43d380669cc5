package dev.zoetrope.deliver;

import java.time.Duration;

import dev.zoetrope.admit.ClientAttempt;

/**
 * Limits and times of event streams that are constants.
 *
 * @param heartbeat the longest time without data on a stream. A heartbeat keeps proxies from closing the connection as idle
 * @param lag how long a reader may take no data. Then its connection is closed, and it may reconnect
 * @param maxStreams the maximum number of streams at the same time, about 20 KB each
 * @param longestWait how old a task may become while the answer to its create waits for its end
 */
public record EventLimits(Duration heartbeat, Duration lag, int maxStreams, Duration longestWait) {
    public static final EventLimits DEFAULT = new EventLimits(Duration.ofSeconds(15), Duration.ofSeconds(30), 20_000,
            ClientAttempt.LONGEST_WAIT);
}
