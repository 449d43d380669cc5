package dev.zoetrope.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class BackOffTest {
    private static final Duration YEAR = Duration.ofDays(365);

    /** The back-off of resends with the default settings. */
    private final BackOff backOff = new BackOff(Duration.ofSeconds(2), Duration.ofSeconds(60), 0.5);
    private final BackOff byTime = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(10), 0.125);

    @Property
    void the_first_is_one_to_two_seconds_and_none_is_over_a_minute(@ForAll @IntRange(min = 1) int attempts,
            @ForAll long seed) {
        Duration delay = backOff.afterAttempts(attempts, null, new Random(seed));

        assertThat(delay).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(attempts == 1 ? 2 : 60));
    }

    @Test
    void it_doubles() {
        assertThat(backOff.afterAttempts(2, null, new Random(1))).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(backOff.afterAttempts(4, null, new Random(1))).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(16));
        assertThat(backOff.afterAttempts(40, null, new Random(1))).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    @Test
    void the_vendors_later_word_wins_and_an_earlier_one_does_not() {
        assertThat(backOff.afterAttempts(1, Duration.ofMinutes(10), new Random(1)))
                .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(10).plusSeconds(1));
        assertThat(backOff.afterAttempts(4, Duration.ofSeconds(1), new Random(1)))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(8));
    }

    @ParameterizedTest
    @CsvSource({ "-PT1M, PT1S", "PT0S, PT1S", "PT0.999S, PT1S", "PT7S, PT7S", "PT10M, PT10M", "PT24H, PT10M" })
    void it_is_as_long_as_the_time_so_far_or_up_to_an_eighth_shorter(Duration since, Duration wait) {
        for (int i = 0; i < 100; i++) {
            assertThat(byTime.afterTime(since, new Random(i))).isBetween(wait.multipliedBy(7).dividedBy(8), wait);
        }
    }

    @Test
    void without_jitter_it_is_exact() {
        BackOff exact = new BackOff(Duration.ofMillis(3), Duration.ofMillis(20), 0);

        assertThat(exact.afterAttempts(1, null, new Random(1))).isEqualTo(Duration.ofMillis(3));
        assertThat(exact.afterAttempts(3, null, new Random(1))).isEqualTo(Duration.ofMillis(12));
        assertThat(exact.afterAttempts(4, null, new Random(1))).isEqualTo(Duration.ofMillis(20));
    }

    @Property
    void no_number_overflows(@ForAll @IntRange(min = 1) int attempts,
            @ForAll @LongRange(min = 1, max = 31_536_000_000L) long first,
            @ForAll long seed) {
        BackOff wide = new BackOff(Duration.ofMillis(first), YEAR, 1);

        assertThat(wide.afterAttempts(attempts, null, new Random(seed))).isBetween(Duration.ZERO, YEAR);
    }
}
