package dev.zoetrope.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.video.Failure;
import dev.zoetrope.view.ErrorFormat;

/** Failures that no request can cause at will, and the paths. */
class VideoErrorFormatTest {
    private final VideoErrorFormat format = new VideoErrorFormat();

    private VideoErrorFormat.Envelope.Body body(ErrorFormat.Answer answer) {
        return ((VideoErrorFormat.Envelope) answer.body()).error();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/v1/videos", "/v1/videos/", "/v1/videos/x", "/v1/videos/x/content", "/v1/videos/generationsx",
            "/openai", "/openai/v1/videos", "/openai/v1/videos/generations" })
    void these_paths_are_of_this_api(String path) {
        assertThat(format.covers(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/v1", "/v1/videosx", "/v1/videos/generations", "/v1/videos/generations/x", "/v1/tasks",
            "/openaix", "/xai/v1/videos", "/v1/models" })
    void these_are_not(String path) {
        assertThat(format.covers(path)).isFalse();
    }

    @Test
    void what_a_repetition_may_help_is_left_to_the_client() {
        Duration later = Duration.ofSeconds(2);
        for (Failure failure : new Failure[] { Failure.tooManyRequests("too_many_bodies", "m", later),
                Failure.unavailable("storage_unavailable", "m", later), Failure.malformed(408, "body_too_slow", "m") }) {
            assertThat(format.answer(failure, "id").headers()).isEmpty();
            assertThat(format.answer(failure, "id").status()).isEqualTo(failure.status());
        }
    }

    @ParameterizedTest
    @CsvSource({ "409, conflict, not_cancellable, invalid_request_error, not_cancellable", "500, server_error, , server_error,",
            "502, service_unavailable_error, upstream_refused, server_error, upstream_refused",
            "402, insufficient_quota, , insufficient_quota,", "404, not_found, , invalid_request_error, not_found",
            "422, invalid_request_error, x, invalid_request_error, x" })
    void every_other_answer_must_not_be_repeated(int status, String type, String code, String written, String writtenCode) {
        ErrorFormat.Answer answer = format.answer(new Failure(status, type, code, "m", java.util.List.of(), null), "id");

        assertThat(answer.headers()).isEqualTo(Map.of("x-should-retry", "false"));
        assertThat(answer.status()).isEqualTo(status == 422 ? 400 : status);
        assertThat(body(answer)).isEqualTo(new VideoErrorFormat.Envelope.Body("m", written, null, writtenCode));
    }
}
