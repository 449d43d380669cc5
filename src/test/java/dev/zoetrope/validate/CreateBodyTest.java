package dev.zoetrope.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.zoetrope.video.Requests;

class CreateBodyTest {

    private static CreateBody body(String model, String url) {
        return CreateBody.of(Map.of("model", model, "image_urls", List.of(url), "prompt", "a secret prompt"), Readings.MODELS);
    }

    @Test
    void a_log_line_shows_no_prompt_and_no_url() {
        assertThat(body(Requests.MODEL, "https://secret.example/").toString()).contains("0 faults").doesNotContain("secret");
        assertThat(body("secret", "ftp://secret.example/").toString()).contains("2 faults").doesNotContain("secret");
    }
}
