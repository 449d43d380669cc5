package dev.zoetrope.vault.copy;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

import dev.zoetrope.vault.store.CopyFailureKind;

/**
 * Decides when a failed copy is tried again. The back-off is the time since the completion, clamped to the limits, so it
 * doubles without a counter. It is shortened by a random part of up to an eighth, so that copies that failed together are
 * not tried again together.
 *
 * @param shortestBackOff shortest back-off
 * @param longestBackOff longest back-off
 * @param deadAfter a refusal is final this long after the completion
 * @param giveUp every failure is final this long after the completion
 */
record CopyRetryPolicy(Duration shortestBackOff, Duration longestBackOff, Duration deadAfter, Duration giveUp) {

    private static final int SPREAD = 8;

    /** The time of the next try; null if there is none, so that callers keep getting the vendor's URL. */
    Instant nextTry(CopyFailureKind kind, Instant completedAt, Instant now, RandomGenerator random) {
        Duration age = Duration.between(completedAt, now);
        boolean over = kind == CopyFailureKind.PERMANENT || age.compareTo(giveUp) >= 0
                || kind == CopyFailureKind.REFUSED && age.compareTo(deadAfter) >= 0;
        if (over) {
            return null;
        }
        Duration wait = age.compareTo(shortestBackOff) < 0 ? shortestBackOff
                : age.compareTo(longestBackOff) > 0 ? longestBackOff : age;
        return now.plus(wait).minusMillis(random.nextLong(wait.toMillis() / SPREAD + 1));
    }
}
