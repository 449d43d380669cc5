package dev.zoetrope.dialect.xai;

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

/** Each failure in the words of this API. */
class XaiErrorsTest {
    private static final ErrorFormat FORMAT = new XaiErrors();

    static Stream<Arguments> failures() {
        return Stream.of(Arguments.of(Failure.malformed(400, "invalid_json", "m"), 400, "invalid_json"),
                Arguments.of(Failure.unauthenticated("m"), 401, "invalid_api_key"),
                Arguments.of(Failure.refusedByVendor(402, null, null, "m"), 402, "insufficient_quota"),
                Arguments.of(Failure.forbidden("m"), 403, "permission_error"),
                Arguments.of(Failure.notFound("m"), 404, "not_found"),
                Arguments.of(Failure.conflict("not_cancellable", "m"), 409, "not_cancellable"),
                Arguments.of(Failure.malformed(413, "body_too_large", "m"), 413, "body_too_large"),
                Arguments.of(Failure.invalid(List.of(new Fault("seed", "out_of_range", "m"))), 400, "out_of_range"),
                Arguments.of(Failure.refusedByVendor(422, null, "content_policy", "m"), 400, "content_policy"),
                Arguments.of(Failure.tooManyRequests("too_many", "m", Duration.ofSeconds(1)), 429, "too_many"),
                Arguments.of(Failure.internal(), 500, "server_error"),
                Arguments.of(Failure.badGateway("upstream_refused", "m"), 502, "upstream_refused"),
                Arguments.of(Failure.unavailable("storage", "m", null), 503, "storage"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_failure_has_a_code_and_a_status(Failure failure, int status, String code) {
        ErrorFormat.Answer answer = FORMAT.answer(failure, "request-1");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(new ErrorAnswer(code, failure.message()));
    }

    @Test
    void the_text_has_all_faults() {
        Failure failure = Failure.invalid(List.of(new Fault("a", "c", "a is wrong"), new Fault("b", "d", "b is wrong")));

        assertThat(FORMAT.answer(failure, "r").body()).isEqualTo(new ErrorAnswer("c", "a is wrong; b is wrong"));
    }

    @ParameterizedTest
    @CsvSource({ "/xai, true", "/xai/v1/videos/x, true", "/xai/v2, true", "/xaivier, false", "/v1/videos, false", "/, false" })
    void the_paths_of_this_api(String path, boolean covered) {
        assertThat(FORMAT.covers(path)).isEqualTo(covered);
    }
}
