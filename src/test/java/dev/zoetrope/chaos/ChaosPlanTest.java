package dev.zoetrope.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChaosPlanTest {
    @Test
    void the_long_form_has_defaults_for_each_database() {
        ChaosPlan sqlite = ChaosPlan.of(5);
        ChaosPlan postgres = ChaosPlan.of(5, "--database", "postgres");

        assertThat(sqlite.seed()).isEqualTo(5);
        assertThat(sqlite.replicas()).isEqualTo(1);
        assertThat(sqlite.vendors()).isEqualTo(1);
        assertThat(sqlite.clocks()).containsExactly(Duration.ZERO);
        assertThat(postgres.replicas()).isEqualTo(3);
        assertThat(postgres.clocks()).containsExactly(Duration.ZERO, Duration.ofSeconds(3), Duration.ofSeconds(30));
        assertThat(postgres.tasks()).isEqualTo(10_000);
    }

    @Test
    void options_win() {
        ChaosPlan plan = ChaosPlan.of(5, "--seed", "9", "--tasks", "100", "--kills", "3", "--outages", "2", "--database",
                "postgres", "--replicas", "2", "--clocks", "0,-7,1", "--vendors", "2");

        assertThat(plan.seed()).isEqualTo(9);
        assertThat(plan.tasks()).isEqualTo(100);
        assertThat(plan.kills()).isEqualTo(3);
        assertThat(plan.vendors()).isEqualTo(2);
        assertThat(plan.outages()).isEqualTo(2);
        assertThat(plan.clocks()).containsExactly(Duration.ZERO, Duration.ofSeconds(-7));
    }

    @ParameterizedTest
    @ValueSource(strings = { "--what 1", "--seed", "--database mysql", "--replicas 2", "--tasks 0", "--outages -1",
            "--clocks soon", "--vendors 3" })
    void what_cannot_be_meant_is_refused(String words) {
        assertThatThrownBy(() -> ChaosPlan.of(5, words.split(" "))).isInstanceOf(IllegalArgumentException.class);
    }
}
