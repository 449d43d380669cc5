package dev.zoetrope.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.chaos.Outage.Kill;
import dev.zoetrope.chaos.Outage.Tear;

class OutageTest {
    private static List<Outage> outages(long seed, String database, int count) {
        ChaosPlan plan = ChaosPlan.brief(seed, database, 1);
        return IntStream.range(0, count).mapToObj(number -> Outage.of(plan, number)).toList();
    }

    @Test
    void every_tear_comes_in_four_and_every_combination_in_twelve() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(outages(seed, "postgres", 4)).extracting(Outage::tear).containsExactlyInAnyOrder(Tear.values());
            assertThat(outages(seed, "postgres", 12).stream().map(outage -> outage.tear() + " " + outage.kill())
                    .collect(Collectors.toSet())).hasSize(Tear.values().length * Kill.values().length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "sqlite", "postgres" })
    void an_outage_is_longer_than_the_lease_unless_its_commit_is_to_be_late(String database) {
        for (Outage outage : outages(7, database, 60)) {
            if (outage.tear() == Tear.LATE_COMMIT && database.equals("postgres")) {
                assertThat(outage.length()).isLessThan(outage.lineBreak().delay());
                assertThat(outage.silent()).isFalse();
            } else {
                assertThat(outage.length()).isGreaterThan(Fleet.LEASE);
            }
            assertThat(outage.length()).isLessThan(Duration.ofSeconds(12));
            assertThat(outage.killAfter()).isBetween(Duration.ZERO, Duration.ofMillis(300));
        }
    }

    @Test
    void one_seed_is_one_sequence() {
        assertThat(outages(7, "postgres", 20)).isEqualTo(outages(7, "postgres", 20))
                .isNotEqualTo(outages(8, "postgres", 20));
    }
}
