package dev.zoetrope.track.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.zoetrope.model.Models;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;

class DurationStatisticsTest {
    private final DurationStatistics statistics = new DurationStatistics(Models.ofThisVersion());
    private final Random random = new Random(3);

    private static GenerationRequest request(String model, String resolution) {
        return Requests.ofModel(model,
                Requests.members("image_urls", List.of("https://example.com/a.jpg"), "resolution", resolution));
    }

    private static final GenerationRequest SMALL = request(Requests.MODEL, "720p");
    private static final GenerationRequest LARGE = request(Requests.MODEL, null);

    private void learn(GenerationRequest request, int count, int from, int to) {
        for (int i = 0; i < count; i++) {
            statistics.learn(request, Duration.ofMillis(from * 1000L + random.nextInt((to - from) * 1000)));
        }
    }

    @Test
    void nothing_is_known_before_enough_were_seen() {
        learn(SMALL, 19, 240, 360);
        assertThat(statistics.expectedRange(SMALL)).isEmpty();

        learn(SMALL, 1, 240, 360);
        assertThat(statistics.expectedRange(SMALL)).isPresent();
        assertThat(statistics.expectedRange(LARGE)).as("each resolution has its own statistics").isEmpty();
    }

    @Test
    void the_outer_percents_are_found() {
        learn(SMALL, 500, 240, 360);

        DurationRange learned = statistics.expectedRange(SMALL).orElseThrow();

        assertThat(learned.early()).isBetween(Duration.ofSeconds(239), Duration.ofSeconds(244));
        assertThat(learned.late()).isBetween(Duration.ofSeconds(356), Duration.ofSeconds(361));
    }

    @Test
    void one_odd_duration_does_not_spoil_it() {
        learn(SMALL, 500, 240, 360);
        statistics.learn(SMALL, Duration.ofHours(9));
        statistics.learn(SMALL, Duration.ofSeconds(-5));
        statistics.learn(SMALL, Duration.ZERO);

        assertThat(statistics.expectedRange(SMALL).orElseThrow().late()).isLessThan(Duration.ofSeconds(362));
    }

    @Test
    void a_vendor_that_becomes_faster_is_followed() {
        learn(SMALL, 1000, 240, 360);
        statistics.expectedRange(SMALL);

        learn(SMALL, 600, 60, 90);

        assertThat(statistics.expectedRange(SMALL).orElseThrow().late()).isLessThan(Duration.ofSeconds(92));
    }

    @Test
    void words_without_end_take_no_memory_without_end() {
        for (int i = 0; i < 1000; i++) {
            learn(request("model-" + i, null), 20, 10, 20);
        }

        assertThat(statistics.expectedRange(request("model-31", null))).isPresent();
        assertThat(statistics.expectedRange(request("model-32", null))).isEmpty();
    }
}
