package dev.zoetrope.deliver.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The times of the attempts of a delivery: the first at once, the others after 5 s, 30 s, 2 min, 10 min, 30 min, 2 h, 6 h
 * and 12 h. Each delay is up to a fifth longer at random, so that deliveries that failed together are not repeated together.
 * The receiver's {@code Retry-After} replaces a shorter delay.
 */
final class WebhookSchedule {
    private static final List<Duration> DELAYS = List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2),
            Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofHours(6), Duration.ofHours(12));
    private static final int JITTER_DIVISOR = 5;

    private WebhookSchedule() {
    }

    /** The number of attempts of a delivery. */
    static int maxAttempts() {
        return DELAYS.size() + 1;
    }

    /**
     * The time from a failed attempt to the next.
     *
     * @param attempts the number of attempts so far, at least 1
     * @param retryAfter the receiver's {@code Retry-After}, already limited to an hour; null if it sent none
     * @return empty if no attempt is left
     */
    static Optional<Duration> delayAfter(int attempts, Duration retryAfter, RandomGenerator random) {
        if (attempts > DELAYS.size()) {
            return Optional.empty();
        }
        Duration pause = DELAYS.get(attempts - 1);
        Duration longer = retryAfter == null || retryAfter.compareTo(pause) < 0 ? pause : retryAfter;
        return Optional.of(longer.plusMillis(random.nextLong(pause.toMillis() / JITTER_DIVISOR + 1)));
    }
}
