package dev.zoetrope.vault.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.zoetrope.store.CopyFailureKind;
import dev.zoetrope.work.BackOff;

/** The tries of a copy that fails for a day, in virtual time. */
class CopyRetryPolicyTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final CopyRetryPolicy POLICY = new CopyRetryPolicy(
            new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(10), 0.125), Duration.ofMinutes(10), Duration.ofHours(24));

    /** The times of all tries after the completion if each fails in the same way. */
    private static List<Duration> tries(CopyFailureKind kind, long seed) {
        List<Duration> tries = new ArrayList<>();
        Random random = new Random(seed);
        for (Instant at = T0; at != null; at = POLICY.nextTry(kind, T0, at, random)) {
            tries.add(Duration.between(T0, at));
        }
        return tries;
    }

    @ParameterizedTest
    @EnumSource(value = CopyFailureKind.class, names = { "PASSING", "UNSTORED" })
    void trouble_that_may_pass_is_outlasted_for_a_day_with_waits_that_double_up_to_a_bound(CopyFailureKind kind) {
        for (long seed = 0; seed < 20; seed++) {
            List<Duration> tries = tries(kind, seed);

            assertThat(tries.get(1)).isBetween(Duration.ofMillis(875), Duration.ofSeconds(1));
            assertThat(tries.get(tries.size() - 1)).isBetween(Duration.ofHours(24), Duration.ofHours(24).plusMinutes(10));
            assertThat(tries).hasSizeBetween(140, 190);
            for (int i = 1; i < tries.size(); i++) {
                assertThat(tries.get(i).minus(tries.get(i - 1))).isBetween(Duration.ofMillis(875), Duration.ofMinutes(10));
            }
        }
    }

    @Test
    void a_refusal_is_believed_once_the_vendors_storage_must_have_caught_up() {
        for (long seed = 0; seed < 20; seed++) {
            List<Duration> tries = tries(CopyFailureKind.REFUSED, seed);

            assertThat(tries).hasSizeBetween(10, 14);
            assertThat(tries.get(tries.size() - 1)).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(20));
        }
    }

    @Test
    void what_is_hopeless_is_tried_once() {
        assertThat(tries(CopyFailureKind.PERMANENT, 1)).containsExactly(Duration.ZERO);
    }

    @Test
    void a_clock_that_went_back_does_no_harm() {
        assertThat(POLICY.nextTry(CopyFailureKind.PASSING, T0, T0.minusSeconds(60), new Random(1)))
                .isBetween(T0.minusSeconds(60), T0.minusSeconds(59));
    }
}
