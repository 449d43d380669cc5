package dev.zoetrope.track.send;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When an unsent create is tried again: doubling from the first delay, clamped, then spread over a factor of two so
 * that creates deferred together do not return together. The vendor's own word wins where it is later.
 *
 * @param first the shortest first delay
 * @param longest the longest delay of our own
 */
public record BackOff(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 16;

    /**
     * @param attempts sends tried so far, at least 1
     * @param retryAfter the vendor's word; null when it gave none
     */
    public Duration after(int attempts, Duration retryAfter, RandomGenerator random) {
        long half = longest.toMillis() / 2;
        long base = Math.min(half, first.toMillis() << Math.min(MOST_DOUBLINGS, Math.max(0, attempts - 1)));
        Duration own = Duration.ofMillis(base + random.nextLong(base + 1));
        if (retryAfter == null || retryAfter.compareTo(own) < 0) {
            return own;
        }
        return retryAfter.plusMillis(random.nextLong(first.toMillis() + 1));
    }
}
