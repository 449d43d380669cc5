package dev.zoetrope.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class AwayTimesTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final AwayTimes times = new AwayTimes();

    @Test
    void a_moment_without_trouble_is_its_own() {
        times.add(10 * SECOND, 15 * SECOND);

        assertThat(times.back(5 * SECOND)).isEqualTo(5 * SECOND);
        assertThat(times.back(16 * SECOND)).isEqualTo(16 * SECOND);
    }

    @Test
    void an_outage_that_comes_at_once_counts() {
        times.add(10 * SECOND, 15 * SECOND);

        assertThat(times.back(9 * SECOND)).isEqualTo(15 * SECOND);
        assertThat(times.back(12 * SECOND)).isEqualTo(15 * SECOND);
    }

    @Test
    void so_does_the_next_one_that_follows_it() {
        times.add(10 * SECOND, 15 * SECOND);
        times.add(16 * SECOND, 18 * SECOND);
        times.add(30 * SECOND, 31 * SECOND);

        assertThat(times.back(12 * SECOND)).isEqualTo(18 * SECOND);
    }
}
