package dev.zoetrope.vault.copy;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

import dev.zoetrope.store.CopyFailureKind;
import dev.zoetrope.work.BackOff;

/**
 * Decides when a failed copy is tried again.
 *
 * @param backOff the wait, by the time since the completion
 * @param deadAfter a refusal is final this long after the completion
 * @param giveUp every failure is final this long after the completion
 */
record CopyRetryPolicy(BackOff backOff, Duration deadAfter, Duration giveUp) {

    /** The time of the next try; null if there is none, so that callers keep getting the vendor's URL. */
    Instant nextTry(CopyFailureKind kind, Instant completedAt, Instant now, RandomGenerator random) {
        Duration age = Duration.between(completedAt, now);
        boolean over = kind == CopyFailureKind.PERMANENT || age.compareTo(giveUp) >= 0
                || kind == CopyFailureKind.REFUSED && age.compareTo(deadAfter) >= 0;
        return over ? null : now.plus(backOff.afterTime(age, random));
    }
}
