package dev.zoetrope.work;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The growing wait before the next attempt. It is computed from the number of attempts or from the time since the first
 * one, so no state is needed. Each wait is shortened by a random part, so that what failed together is not tried again
 * together. All times are whole milliseconds up to 365 days.
 *
 * @param first the shortest wait, before its random part is taken off
 * @param longest no wait is longer, except by a {@code Retry-After}; if it is below {@code first}, every wait is this long
 * @param jitter the largest random part of a wait, from 0 to 1
 */
public record BackOff(Duration first, Duration longest, double jitter) {

    private static final int MAX_SHIFT = Long.SIZE - 2;

    /**
     * The wait doubles with each attempt. A longer {@code Retry-After} replaces it, lengthened by up to the random part of
     * the first wait.
     *
     * @param attempts attempts so far, at least 1
     * @param retryAfter the {@code Retry-After} of the answer; null if there was none
     */
    public Duration afterAttempts(int attempts, Duration retryAfter, RandomGenerator random) {
        int doublings = Math.min(attempts - 1, MAX_SHIFT);
        boolean fits = first.toMillis() <= longest.toMillis() >> doublings;
        Duration wait = shortened(fits ? Duration.ofMillis(first.toMillis() << doublings) : longest, random);
        return retryAfter == null || retryAfter.compareTo(wait) < 0 ? wait : retryAfter.plus(randomPart(first, random));
    }

    /**
     * The wait is as long as the time since the first attempt, so it doubles from attempt to attempt.
     *
     * @param since the time since the first attempt; a negative time counts as zero
     */
    public Duration afterTime(Duration since, RandomGenerator random) {
        Duration wait = since.compareTo(first) < 0 ? first : since;
        return shortened(wait.compareTo(longest) > 0 ? longest : wait, random);
    }

    private Duration shortened(Duration wait, RandomGenerator random) {
        return wait.minus(randomPart(wait, random));
    }

    private Duration randomPart(Duration wait, RandomGenerator random) {
        return Duration.ofMillis(random.nextLong((long) (wait.toMillis() * jitter) + 1));
    }
}
