package dev.zoetrope.dialect.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;
import dev.zoetrope.view.ErrorFormat;

/** Each failure in the words of this API. The client repeats 408, 409, 429 and 5xx. */
class GatewayErrorsTest {
    private static final ErrorFormat FORMAT = new GatewayErrors();

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(Failure.malformed(400, "invalid_json", "m"), 400, "invalid_request_error", "invalid_json"),
                Arguments.of(Failure.unauthenticated("m"), 401, "authentication_error", "invalid_api_key"),
                Arguments.of(Failure.refusedByVendor(402, null, null, "m"), 402, "failed_dependency", null),
                Arguments.of(Failure.forbidden("m"), 403, "forbidden", null),
                Arguments.of(Failure.notFound("m"), 404, "not_found", null),
                Arguments.of(Failure.malformed(408, "body_timeout", "m"), 408, "invalid_request_error", "body_timeout"),
                Arguments.of(Failure.conflict("not_cancellable", "m"), 400, "invalid_request_error", "not_cancellable"),
                Arguments.of(Failure.malformed(413, "body_too_large", "m"), 413, "invalid_request_error", "body_too_large"),
                Arguments.of(Failure.refusedByVendor(422, null, "content_policy", "m"), 400, "invalid_request_error",
                        "content_policy"),
                Arguments.of(Failure.tooManyRequests("too_many", "m", Duration.ofSeconds(1)), 429, "rate_limit_exceeded",
                        "too_many"),
                Arguments.of(Failure.internal(), 500, "internal_server_error", null),
                Arguments.of(Failure.badGateway("upstream_refused", "m"), 502, "internal_server_error", "upstream_refused"),
                Arguments.of(Failure.unavailable("storage", "m", null), 503, "internal_server_error", "storage"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_failure_has_a_status_a_type_and_a_code(Failure failure, int status, String type, String code) {
        ErrorFormat.Answer answer = FORMAT.answer(failure, "request-1");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(new ErrorAnswer(new ErrorAnswer.Detail(failure.message(), type, null, code)));
    }

    @Test
    void the_text_has_all_faults_and_the_first_one_is_named() {
        Failure failure = Failure.invalid(List.of(new Fault("a", "c", "a is wrong"), new Fault("b", "d", "b is wrong")));

        assertThat(FORMAT.answer(failure, "r").status()).isEqualTo(400);
        assertThat(FORMAT.answer(failure, "r").body()).isEqualTo(
                new ErrorAnswer(new ErrorAnswer.Detail("a is wrong; b is wrong", "invalid_request_error", "a", "c")));
    }

    @Test
    void an_unknown_model_has_a_type_of_its_own() {
        ErrorFormat.Answer answer = FORMAT.answer(Failure.invalid(List.of(new Fault("model", "model_not_found", "m"))), "r");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo(new ErrorAnswer(new ErrorAnswer.Detail("m", "model_not_found", "model", "model_not_found")));
    }

    @ParameterizedTest
    @CsvSource({ "/v4/ai, true", "/v4/ai/video-model/start, true", "/v4/ai/nothing, true", "/v4/air, false",
            "/v1/videos, false" })
    void the_paths_of_this_api(String path, boolean covered) {
        assertThat(FORMAT.covers(path)).isEqualTo(covered);
    }
}
