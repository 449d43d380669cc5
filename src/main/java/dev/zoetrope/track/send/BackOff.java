package dev.zoetrope.track.send;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The delay before an unsent create is sent again. It doubles with each attempt, is clamped, and is spread at random over a
 * factor of two, so that creates that were deferred together are not resent together. A longer {@code Retry-After} of the
 * vendor replaces it, spread by up to {@code first}.
 *
 * @param first the shortest delay after the first attempt
 * @param max the longest delay that the gateway chooses
 */
public record BackOff(Duration first, Duration max) {
    private static final int MAX_DOUBLINGS = 16;

    /**
     * @param attempts send attempts so far, at least 1
     * @param retryAfter the vendor's {@code Retry-After}; null if the vendor gave none
     */
    public Duration delay(int attempts, Duration retryAfter, RandomGenerator random) {
        long half = max.toMillis() / 2;
        long base = Math.min(half, first.toMillis() << Math.min(MAX_DOUBLINGS, Math.max(0, attempts - 1)));
        Duration ownDelay = Duration.ofMillis(base + random.nextLong(base + 1));
        if (retryAfter == null || retryAfter.compareTo(ownDelay) < 0) {
            return ownDelay;
        }
        return retryAfter.plusMillis(random.nextLong(first.toMillis() + 1));
    }
}
