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
        GenerationRequest request = new GenerationRequest(GenerationRequest.MODEL, GenerationMode.IMAGE_TO_VIDEO, false,
                List.of("https://example.com/private.jpg"), null, SECRET, "https://example.com/private.mp3", null, null,
                SECRET, null, null, null, "https://example.com/private-hook", Map.of("x", SECRET));

        assertThat(request.toString()).doesNotContain("private");
        assertThat(new Result("https://cdn.example.com/private.mp4", null).toString()).doesNotContain("private");
    }

    @Test
    void absence_means_the_contracts_defaults() {
        GenerationRequest request = new GenerationRequest(GenerationRequest.MODEL, GenerationMode.IMAGE_TO_VIDEO, false,
                null, null, null, null, null, null, null, null, null, null, null, null);

        assertThat(request.durationOrDefault()).isEqualTo(5);
        assertThat(request.resolutionOrDefault()).isEqualTo(Resolution.P1080);
        assertThat(request.imageUrls()).isEmpty();
    }
}
