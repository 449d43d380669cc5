package dev.zoetrope.track.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BackOffTest {
    private final BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60));

    @Property
    void the_first_is_one_to_two_seconds_and_none_is_over_a_minute(@ForAll @IntRange(min = 1) int attempts,
            @ForAll long seed) {
        Duration delay = backOff.delay(attempts, null, new Random(seed));

        assertThat(delay).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(attempts == 1 ? 2 : 60));
    }

    @Test
    void it_doubles() {
        assertThat(backOff.delay(2, null, new Random(1))).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(backOff.delay(4, null, new Random(1))).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(16));
        assertThat(backOff.delay(40, null, new Random(1))).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    @Test
    void the_vendors_later_word_wins_and_an_earlier_one_does_not() {
        assertThat(backOff.delay(1, Duration.ofMinutes(10), new Random(1)))
                .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(10).plusSeconds(1));
        assertThat(backOff.delay(4, Duration.ofSeconds(1), new Random(1))).isGreaterThanOrEqualTo(Duration.ofSeconds(8));
    }
}
