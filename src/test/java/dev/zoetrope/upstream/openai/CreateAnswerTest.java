package dev.zoetrope.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.upstream.Outcomes;
import dev.zoetrope.upstream.SendOutcome;
import dev.zoetrope.upstream.SendOutcome.Refused.Subject;
import dev.zoetrope.video.VendorObservation.Phase;

/** Each documented answer to a create, against the five outcomes of the law of the paid POST. */
class CreateAnswerTest {
    private static final String CODE = "{\"error\":{\"message\":\"The reason\",\"type\":\"t\",\"param\":null,\"code\":\"%s\"}}";

    private static SendOutcome outcome(Response response) {
        return Outcomes.of(() -> Answers.calls().classifyCreate(response, Outcomes.key(Answers.KEY)));
    }

    private static SendOutcome.Refused refused(int status, String body) {
        return (SendOutcome.Refused) outcome(Answers.of(status, body));
    }

    @ParameterizedTest
    @ValueSource(ints = { 200, 201, 202 })
    void a_2xx_with_an_id_is_an_acceptance(int status) {
        SendOutcome outcome = outcome(Answers.of(status, Answers.golden("create-answer.json")));

        assertThat(outcome).isInstanceOfSatisfying(SendOutcome.Accepted.class, accepted -> {
            assertThat(accepted.vendorId()).isEqualTo("video_gen_0f3c9d2a7b6e4c158d90a1b2c3d4e5f6");
            assertThat(accepted.observation().phase()).isEqualTo(Phase.QUEUED);
            assertThat(accepted.observation().progress()).isZero();
            assertThat(accepted.observation().results()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{}", "{\"id\":null}", "{\"id\":\"\"}", "{\"id\":{}}", "[]", "<html>", "{\"id\":\"video" })
    void a_2xx_without_a_readable_id_is_lost(String body) {
        assertThat(outcome(Answers.of(200, body))).isInstanceOf(SendOutcome.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({ "400, invalid_value, CREATE", "400, moderation_blocked, CREATE", "401, invalid_api_key, ACCOUNT",
            "402, insufficient_quota, MONEY", "403, permission_denied, ACCOUNT", "404, not_found, CREATE",
            "404, model_not_found, MODEL", "400, model_not_found, CREATE", "405, x, CREATE", "406, x, CREATE",
            "413, x, CREATE", "415, x, CREATE", "422, unprocessable, CREATE" })
    void a_documented_no_is_a_refusal(int status, String code, Subject subject) {
        assertThat(refused(status, CODE.formatted(code)).subject()).isEqualTo(subject);
    }

    @ParameterizedTest
    @ValueSource(ints = { 301, 302, 307, 308, 408, 409, 410, 418, 425, 499, 500, 501, 502, 503, 504, 529 })
    void every_other_status_is_lost(int status) {
        assertThat(outcome(Answers.of(status, CODE.formatted("any")))).isInstanceOf(SendOutcome.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"detail\":\"queue is full\"}", "{\"detail\":\"Video generation handler not initialized.\"}",
            "{\"error\":{\"message\":\"queue is full\",\"code\":\"queue_full\"}}" })
    void a_full_queue_is_lost_because_a_relay_may_have_tried_before(String body) {
        assertThat(outcome(Answers.of(503, body, "Retry-After", "30"))).isInstanceOf(SendOutcome.Unknown.class);
    }

    @Test
    void a_429_is_deferred_for_as_long_as_it_says() {
        assertThat(outcome(Answers.of(429, CODE.formatted("rate_limit_exceeded"), "Retry-After", "7")))
                .isEqualTo(new SendOutcome.Deferred(Duration.ofSeconds(7)));
        assertThat(outcome(Answers.of(429, ""))).isEqualTo(new SendOutcome.Deferred(null));
    }

    @Test
    void the_caller_gets_the_words_of_the_vendor() {
        SendOutcome.Refused refused = refused(400, Answers.golden("error.json"));

        assertThat(refused.failure().status()).isEqualTo(400);
        assertThat(refused.failure().type()).isEqualTo("invalid_request_error");
        assertThat(refused.error().code()).isEqualTo("invalid_value");
        assertThat(refused.error().message()).isEqualTo("size must be WIDTHxHEIGHT");
    }

    @Test
    void the_details_of_fastapi_are_words_of_the_vendor_too() {
        assertThat(refused(422, Answers.golden("error-detail.json")).error().message())
                .isEqualTo("String should match pattern '^[1-9]\\d*$'");
        assertThat(refused(400, "{\"detail\":\"Model mismatch\"}").error().message()).isEqualTo("Model mismatch");
    }

    @ParameterizedTest
    @CsvSource({ "401, upstream_key_refused", "403, upstream_key_refused" })
    void a_refused_key_is_no_fault_of_the_caller(int status, String code) {
        SendOutcome.Refused refused = refused(status, CODE.formatted("invalid_api_key"));

        assertThat(refused.failure().status()).isEqualTo(502);
        assertThat(refused.error().code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(ints = { 400, 402, 404, 422 })
    void a_refusal_without_a_reason_is_a_502(int status) {
        assertThat(refused(status, "<html>").failure().status()).isEqualTo(502);
    }

    @Test
    void no_text_has_the_key() {
        assertThat(refused(400, "{\"detail\":\"bad key " + Answers.KEY + "\"}").error().message())
                .isEqualTo("bad key ***");
    }
}
