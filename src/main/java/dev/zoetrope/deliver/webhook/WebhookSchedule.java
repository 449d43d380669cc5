package dev.zoetrope.deliver.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a delivery that failed is tried again: at once (the first try), then after 5 s, 30 s, 2 min, 10 min, 30 min, 2 h, 6 h
 * and 12 h, each up to a fifth longer, so that what failed together does not come back together. The receiver's own word wins
 * where it is later.
 */
final class WebhookSchedule {
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2),
            Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofHours(6), Duration.ofHours(12));
    private static final int SPREAD = 5;

    private WebhookSchedule() {
    }

    /** Tries in all. */
    static int tries() {
        return PAUSES.size() + 1;
    }

    /**
     * How long to wait.
     *
     * @param tried how often it was tried, at least 1
     * @param retryAfter the receiver's word, clamped already; null when it gave none
     * @return empty when no try is left
     */
    static Optional<Duration> after(int tried, Duration retryAfter, RandomGenerator random) {
        if (tried > PAUSES.size()) {
            return Optional.empty();
        }
        Duration pause = PAUSES.get(tried - 1);
        Duration longer = retryAfter == null || retryAfter.compareTo(pause) < 0 ? pause : retryAfter;
        return Optional.of(longer.plusMillis(random.nextLong(pause.toMillis() / SPREAD + 1)));
    }
}
