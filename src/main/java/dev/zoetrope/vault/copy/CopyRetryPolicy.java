package dev.zoetrope.vault.copy;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

import dev.zoetrope.vault.store.CopyFailureKind;

/**
 * When a copy that failed is tried again: after as long again as the task has been completed, clamped, and up to an eighth
 * less, so that those which failed together do not return together. The wait so doubles without anything to count.
 *
 * @param first shortest wait
 * @param longest longest wait
 * @param deadAfter a refusal so long after the completion is final
 * @param giveUp so long after the completion every failure is final
 */
record CopyRetryPolicy(Duration first, Duration longest, Duration deadAfter, Duration giveUp) {

    private static final int SPREAD = 8;

    /** The next try; null when there is none, and the vendor's link is handed on for good. */
    Instant next(CopyFailureKind setback, Instant completedAt, Instant now, RandomGenerator random) {
        Duration age = Duration.between(completedAt, now);
        boolean over = setback == CopyFailureKind.HOPELESS || age.compareTo(giveUp) >= 0
                || setback == CopyFailureKind.REFUSED && age.compareTo(deadAfter) >= 0;
        if (over) {
            return null;
        }
        Duration wait = age.compareTo(first) < 0 ? first : age.compareTo(longest) > 0 ? longest : age;
        return now.plus(wait).minusMillis(random.nextLong(wait.toMillis() / SPREAD + 1));
    }
}
