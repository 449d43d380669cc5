package dev.zoetrope.deliver.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookScheduleTest {
    private final Random random = new Random(7);

    @ParameterizedTest
    @CsvSource({ "1, PT5S", "2, PT30S", "3, PT2M", "4, PT10M", "5, PT30M", "6, PT2H", "7, PT6H", "8, PT12H" })
    void each_pause_is_its_own_or_up_to_a_fifth_more(int attempts, Duration pause) {
        List<Duration> drawn = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            drawn.add(WebhookSchedule.delayAfter(attempts, null, random).orElseThrow());
        }

        assertThat(drawn).allSatisfy(each -> assertThat(each).isBetween(pause, pause.plus(pause.dividedBy(5))));
        assertThat(drawn.stream().distinct().count()).as("different delays").isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(ints = { 9, 10, 1_000_000 })
    void after_the_last_try_there_is_none(int attempts) {
        assertThat(WebhookSchedule.delayAfter(attempts, null, random)).isEmpty();
        assertThat(WebhookSchedule.delayAfter(attempts, Duration.ofSeconds(1), random)).isEmpty();
        assertThat(WebhookSchedule.maxAttempts()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({ "1, PT1S, PT5S", "1, PT1H, PT1H", "4, PT1M, PT10M", "8, PT1H, PT12H", "2, PT0S, PT30S" })
    void the_receivers_word_wins_where_it_is_later(int attempts, Duration asked, Duration least) {
        Duration pause = WebhookSchedule.delayAfter(attempts, asked, random).orElseThrow();

        assertThat(pause).isBetween(least, least.plus(least.dividedBy(5)));
    }

    @Test
    void all_of_it_takes_between_twenty_and_twenty_five_hours() {
        Duration all = Duration.ZERO;
        for (int attempts = 1; attempts < WebhookSchedule.maxAttempts(); attempts++) {
            all = all.plus(WebhookSchedule.delayAfter(attempts, null, random).orElseThrow());
        }

        assertThat(all).isBetween(Duration.ofHours(20), Duration.ofHours(25));
    }
}
