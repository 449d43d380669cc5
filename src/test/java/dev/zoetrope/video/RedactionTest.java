package dev.zoetrope.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class RedactionTest {
    private static final String SECRET = "a very private prompt";

    @Test
    void a_secret_shows_its_length_and_a_hash_that_compares() {
        assertThat(Redaction.of(SECRET)).isEqualTo(Redaction.of(SECRET)).startsWith("21 chars #")
                .doesNotContain("private").isNotEqualTo(Redaction.of("b very private prompt"));
        assertThat(Redaction.of(null)).isEqualTo("none");
    }

    @Test
    void what_may_reach_a_log_shows_neither_prompt_nor_url() {
        GenerationRequest request = Requests.of(Requests.IMAGE_TO_VIDEO, false, Requests.members(
                "image_urls", List.of("https://example.com/private.jpg"), "prompt", SECRET,
                "audio_url", "https://example.com/private.mp3", "negative_prompt", SECRET),
                "https://example.com/private-hook", Map.of("x", SECRET));

        assertThat(request.toString()).doesNotContain("private");
        assertThat(new Result("https://cdn.example.com/private.mp4", null).toString()).doesNotContain("private");
    }
}
