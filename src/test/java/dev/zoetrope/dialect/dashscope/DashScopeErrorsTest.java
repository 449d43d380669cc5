package dev.zoetrope.dialect.dashscope;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;
import dev.zoetrope.view.ErrorFormat;

/** Each failure in the words of this API. */
class DashScopeErrorsTest {
    private static final ErrorFormat FORMAT = new DashScopeErrors();

    static Stream<Arguments> failures() {
        return Stream.of(Arguments.of(Failure.malformed(400, "invalid_json", "m"), 400, "InvalidParameter"),
                Arguments.of(Failure.unauthenticated("m"), 401, "InvalidApiKey"),
                Arguments.of(Failure.refusedByVendor(402, null, "insufficient_quota", "m"), 400, "Arrearage"),
                Arguments.of(Failure.forbidden("m"), 403, "AccessDenied"),
                Arguments.of(Failure.notFound("m"), 404, "NotFound"),
                Arguments.of(Failure.refusedByVendor(404, null, "model_not_found", "m"), 404, "ModelNotFound"),
                Arguments.of(Failure.malformed(405, "method_not_allowed", "m"), 405, "InvalidParameter"),
                Arguments.of(Failure.malformed(408, "body_timeout", "m"), 408, "RequestTimeOut"),
                Arguments.of(Failure.conflict("not_cancellable", "m"), 400, "UnsupportedOperation"),
                Arguments.of(Failure.malformed(413, "body_too_large", "m"), 413, "BadRequest.TooLarge"),
                Arguments.of(Failure.malformed(415, "unsupported_media_type", "m"), 415, "InvalidParameter"),
                Arguments.of(Failure.tooManyRequests("too_many", "m", Duration.ofSeconds(1)), 429, "Throttling"),
                Arguments.of(Failure.internal(), 500, "InternalError"),
                Arguments.of(Failure.badGateway("upstream_refused", "m"), 502, "InternalError"),
                Arguments.of(Failure.unavailable("storage", "m", Duration.ofSeconds(1)), 503, "InternalError"),
                Arguments.of(Failure.refusedByVendor(400, null, "DataInspectionFailed", "m"), 400, "DataInspectionFailed"),
                Arguments.of(Failure.refusedByVendor(422, null, "InvalidParameter.DataInspection", "m"), 400,
                        "InvalidParameter.DataInspection"),
                Arguments.of(Failure.refusedByVendor(422, null, "content_policy", "m"), 400, "InvalidParameter"),
                Arguments.of(Failure.invalid(List.of(new Fault("model", "model_not_found", "m"))), 404, "ModelNotFound"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_failure_has_the_code_and_the_status_of_this_api(Failure failure, int status, String code) {
        ErrorFormat.Answer answer = FORMAT.answer(failure, "request-1");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(new ErrorAnswer(code, failure.message(), "request-1"));
    }

    @Test
    void the_message_has_all_faults() {
        Failure failure = Failure.invalid(List.of(new Fault("a", "c", "a is wrong"), new Fault("b", "c", "b is wrong")));

        assertThat(FORMAT.answer(failure, "r").body())
                .isEqualTo(new ErrorAnswer("InvalidParameter", "a is wrong; b is wrong", "r"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/api/v1", "/api/v1/tasks/x", "/api/v1/nothing", "/proxy/wan/api/v1/tasks", "/proxy/wan/x" })
    void paths_of_this_api(String path) {
        assertThat(FORMAT.covers(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/v1/tasks/x", "/api", "/api/v10/x", "/api/v2/x", "/proxy", "/proxy/wander", "/xai/v1" })
    void paths_of_others(String path) {
        assertThat(FORMAT.covers(path)).isFalse();
    }
}
