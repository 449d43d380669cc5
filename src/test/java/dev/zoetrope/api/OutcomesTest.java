package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.FakeVendor.Reply;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** The law of the paid POST: for each answer of the vendor, what it saw and what the caller is told. */
@QuarkusTest
@WithTestResource(value = WithFakeVendor.class)
class OutcomesTest {
    FakeVendor vendor;

    static Stream<Arguments> lostAnswers() {
        return Stream.of(Arguments.of("reset", Replies.reset()), Arguments.of("silence", Replies.silence()),
                Arguments.of("half a body", Replies.halfABody()),
                Arguments.of("endless", Replies.endless(3 << 20)),
                Arguments.of("html", Replies.raw(200, "<html>ok</html>", "Content-Type", "text/html")),
                Arguments.of("no id", Replies.raw(200, "{\"status\":\"pending\"}")),
                Arguments.of("empty id", Replies.raw(200, "{\"id\":\" \"}")),
                Arguments.of("empty", Replies.raw(200, "")), Arguments.of("204", Replies.raw(204, "")),
                Arguments.of("list", Replies.raw(200, "[]")),
                Arguments.of("redirect", Replies.raw(307, "", "Location", "/v1/videos/generations")),
                Arguments.of("moved", Replies.raw(301, "", "Location", "/elsewhere")),
                Arguments.of("408", Replies.error(408, "x", "timeout", "slow")),
                Arguments.of("409", Replies.error(409, "x", "conflict", "odd")),
                Arguments.of("425", Replies.raw(425, "")), Arguments.of("499", Replies.raw(499, "")),
                Arguments.of("500", Replies.error(500, "server_error", null, "oops")),
                Arguments.of("502", Replies.raw(502, "<html>bad gateway</html>")),
                Arguments.of("503", Replies.raw(503, "", "Retry-After", "1")),
                Arguments.of("504", Replies.raw(504, "")), Arguments.of("520", Replies.raw(520, "cdn")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lostAnswers")
    void a_lost_answer_is_unknown_and_never_sent_again(String name, Reply reply) {
        String prompt = "lost " + name;
        vendor.onCreate(prompt, reply);

        Response answer = create(prompt);

        answer.then().statusCode(200).body("status", equalTo("failed"))
                .body("error.code", equalTo("submission_unknown"))
                .body("error.type", equalTo("task_error"));
        String id = answer.path("id");
        alice().get(TASKS + id + "?sync_upstream=true").then().statusCode(200)
                .body("error.code", equalTo("submission_unknown"));
        assertThat(vendor.creates(prompt)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({ "400, invalid_request_error, bad_image", "402, insufficient_quota, no_balance",
            "404, not_found, gone", "405, invalid_request_error, m", "406, invalid_request_error, a",
            "413, invalid_request_error, large", "415, invalid_request_error, type",
            "422, invalid_request_error, moderation" })
    void a_refusal_is_told_in_the_vendors_words(int status, String type, String code) {
        String prompt = "refused " + status;
        vendor.onCreate(prompt, Replies.error(status, type, code, "The vendor's words."));

        create(prompt).then().statusCode(status).body("error.type", equalTo(type)).body("error.code", equalTo(code))
                .body("error.message", equalTo("The vendor's words."));

        assertThat(vendor.creates(prompt)).hasSize(1);
        assertThat(alice().get("/v1/tasks?status=failed&limit=1").jsonPath().getString("data[0].error.code"))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(ints = { 400, 404, 422 })
    void a_refusal_without_an_envelope_is_502(int status) {
        String prompt = "bare refusal " + status;
        vendor.onCreate(prompt, Replies.raw(status, "<html>cdn-secret</html>"));

        Response answer = create(prompt);

        answer.then().statusCode(502).body("error.type", equalTo("service_unavailable_error"));
        assertThat(answer.asString()).doesNotContain("cdn-secret");
        assertThat(vendor.creates(prompt)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = { 401, 403 })
    void our_own_key_refused_is_502_and_not_the_callers_fault(int status) {
        String prompt = "our key " + status;
        vendor.onCreate(prompt, Replies.error(status, "authentication_error", "bad_key",
                "Key " + FakeVendor.KEY + " is unknown."));

        Response answer = create(prompt);

        answer.then().statusCode(502).body("error.code", equalTo("upstream_key_refused"))
                .header("WWW-Authenticate", nullValue());
        assertThat(answer.asString()).doesNotContain(FakeVendor.KEY);
    }

    @Test
    void a_vendor_that_quotes_our_key_does_not_show_it_to_the_caller() {
        vendor.onCreate("quoting", Replies.error(400, "invalid_request_error", "bad",
                "Project " + FakeVendor.KEY + " has no such model."));

        create("quoting").then().statusCode(400).body("error.message", equalTo("Project *** has no such model."));
    }

    @Test
    void a_code_may_be_a_number() {
        vendor.onCreate("numeric", Replies.raw(400, "{\"error\":{\"code\":1042,\"message\":\"No.\"}}"));

        create("numeric").then().statusCode(400).body("error.code", equalTo("1042"))
                .body("error.type", equalTo("invalid_request_error"));
    }

    static Stream<Arguments> deferrals() {
        return Stream.of(Arguments.of("429 seconds", Replies.raw(429, "", "Retry-After", "3600")),
                Arguments.of("429 html", Replies.raw(429, "<html>slow down</html>", "Retry-After", "3600")),
                Arguments.of("429 date",
                        Replies.error(429, "rate_limit_error", "rpm", "Slow.", "Retry-After",
                                "Fri, 01 Jan 2100 00:00:00 GMT")),
                Arguments.of("no channel", Replies.error(503, "server_error", "no_compatible_channel", "No channel.",
                        "Retry-After", "3600")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deferrals")
    void a_deferred_create_is_pending(String name, Reply reply) {
        String prompt = "deferred " + name;
        vendor.onCreate(prompt, reply);

        String id = create(prompt).then().statusCode(200).body("status", equalTo("pending"))
                .body("error", nullValue()).extract().path("id");

        alice().get(TASKS + id).then().body("status", equalTo("pending"));
        assertThat(vendor.creates(prompt)).hasSize(1);
    }

    @Test
    void a_vendor_that_gives_one_id_twice_is_not_believed_the_second_time() {
        vendor.onCreate("first of an id", Replies.raw(200, "{\"id\":\"the-same\",\"status\":\"pending\"}"));
        vendor.onCreate("second of an id", Replies.raw(200, "{\"id\":\"the-same\",\"status\":\"pending\"}"));

        create("first of an id").then().statusCode(200).body("status", equalTo("pending"));
        create("second of an id").then().statusCode(200).body("error.code", equalTo("submission_unknown"));

        assertThat(vendor.creates("second of an id")).hasSize(1);
    }
}
