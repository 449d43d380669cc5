package dev.zoetrope.upstream.openai;

import static dev.zoetrope.api.Calls.GENERATIONS;
import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.fake.FakeOpenAiVideos.error;
import static dev.zoetrope.fake.FakeOpenAiVideos.lost;
import static dev.zoetrope.fake.FakeOpenAiVideos.raw;
import static dev.zoetrope.fake.FakeOpenAiVideos.redirect;
import static dev.zoetrope.fake.FakeOpenAiVideos.silent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.FakeOpenAiVideos;
import dev.zoetrope.fake.FakeOpenAiVideos.Answer;
import dev.zoetrope.fake.FakeOpenAiVideos.Seen;
import dev.zoetrope.fake.WithFakeOpenAiVideos;
import dev.zoetrope.upstream.VendorCalls;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** Creates, polls and cancels over real HTTP: what the caller gets, and what the vendor sees. */
@QuarkusTest
@WithTestResource(WithFakeOpenAiVideos.class)
class OpenAiVendorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BEARER = "Bearer " + WithFakeOpenAiVideos.VENDOR_KEY;

    FakeOpenAiVideos vendor;

    private static ValidatableResponse post(RequestSpecification caller, String model, String members) {
        return caller.contentType(ContentType.JSON).body("{\"model\":\"" + model + "\"," + members + "}").post(GENERATIONS)
                .then();
    }

    private static ValidatableResponse create(String prompt) {
        return create(alice(), prompt);
    }

    private static ValidatableResponse create(RequestSpecification caller, String prompt) {
        return post(caller, "wan-2.7-text-to-video", "\"prompt\":\"" + prompt + "\"");
    }

    private static String createdId(String prompt) {
        return create(prompt).statusCode(200).body("status", equalTo("pending")).extract().path("id");
    }

    private static ValidatableResponse refreshed(String id) {
        return alice().get(TASKS + id + "?sync_upstream=true").then().statusCode(200);
    }

    private static ValidatableResponse cancel(String id) {
        return alice().post(TASKS + id + "/cancel").then();
    }

    private Seen onlyCreate(String prompt) {
        assertThat(vendor.creates(prompt)).as("creates that the vendor saw").hasSize(1);
        return vendor.creates(prompt).get(0);
    }

    private static Map<String, String> fields(Seen create) {
        Map<String, String> fields = new HashMap<>();
        create.fields().forEach(field -> assertThat(fields.put(field.getKey(), field.getValue()))
                .as("another field " + field.getKey()).isNull());
        return fields;
    }

    @Test
    void the_vendor_gets_a_create_as_one_multipart_request_with_the_key() {
        create("multipart").statusCode(200).body("status", equalTo("pending")).body("error", nullValue());

        Seen seen = onlyCreate("multipart");
        assertThat(seen.path()).isEqualTo("/v1/videos");
        assertThat(seen.headers().getAll("Authorization")).containsExactly(BEARER);
        assertThat(seen.headers().get("Content-Type")).startsWith("multipart/form-data; boundary=");
        assertThat(seen.headers().get("Accept-Encoding")).isEqualTo("identity");
        assertThat(seen.headers().contains("Content-Length")).isTrue();
        assertThat(seen.headers().contains(VendorCalls.ATTEMPT_HEADER)).isFalse();
        assertThat(fields(seen)).isEqualTo(Map.of("model", "Wan-AI/Wan2.2-T2V-A14B-Diffusers", "prompt", "multipart",
                "seconds", "5", "size", "1920x1080"));
    }

    @Test
    void the_vendor_gets_each_member_in_its_field_and_the_first_frame_under_three_names() {
        String frame = "https://example.com/a.jpg?b=1&c=\u00fc";
        post(alice(), "wan-2.7-image-to-video", "\"prompt\":\"all fields\",\"image_urls\":[\"" + frame
                + "\"],\"negative_prompt\":\"rain\\n\u96e8\",\"duration\":7,\"resolution\":\"720p\",\"seed\":0")
                .statusCode(200);

        assertThat(fields(onlyCreate("all fields"))).isEqualTo(Map.of("model", "Wan-AI/Wan2.2-I2V-A14B-Diffusers",
                "prompt", "all fields", "negative_prompt", "rain\n\u96e8", "seconds", "7", "size", "1280x720", "seed", "0",
                "input_reference[image_url]", frame, "image_reference", "{\"image_url\":\"" + frame + "\"}",
                "reference_url", frame));
    }

    @Test
    void a_create_with_a_member_without_a_field_is_not_sent() {
        post(alice(), "wan-2.7-text-to-video", "\"prompt\":\"no field\",\"enable_safety_checker\":false").statusCode(422)
                .body("error.code", equalTo("unsupported_by_vendor")).body("error.param", equalTo("enable_safety_checker"));

        assertThat(vendor.creates("no field")).isEmpty();
    }

    static Stream<Arguments> lostAnswers() {
        return Stream.of(Arguments.of("hang-up", lost()), Arguments.of("silence", silent()),
                Arguments.of("status 500", error(500, "server_error")),
                Arguments.of("full queue", raw(503, "{\"detail\":\"queue is full\"}", "Retry-After", "1")),
                Arguments.of("status 409", error(409, "conflict")),
                Arguments.of("no id", raw(200, "{\"status\":\"queued\"}")), Arguments.of("a page", raw(200, "<html>")),
                Arguments.of("redirect", redirect("/v1/videos")));
    }

    /** The create may have been accepted, so neither the gateway nor a retry of the caller sends it again. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("lostAnswers")
    void a_lost_answer_is_submission_unknown_and_no_retry_is_sent(String prompt, Answer answer) {
        vendor.onCreate(prompt, answer);
        String id = create(prompt).statusCode(200).body("status", equalTo("failed"))
                .body("error.code", equalTo("submission_unknown")).extract().path("id");
        vendor.acceptCreates(prompt);

        create(alice().header("x-stainless-retry-count", "1"), prompt).statusCode(200).body("id", equalTo(id))
                .body("error.code", equalTo("submission_unknown"));
        refreshed(id).body("error.code", equalTo("submission_unknown"));

        onlyCreate(prompt);
    }

    @Test
    void a_retry_with_the_idempotency_key_of_a_lost_create_gets_its_task() {
        vendor.onCreate("lost with a key", lost());
        String id = create(alice().header("Idempotency-Key", "lost-1"), "lost with a key").statusCode(200)
                .body("error.code", equalTo("submission_unknown")).extract().path("id");
        vendor.acceptCreates("lost with a key");

        create(alice().header("Idempotency-Key", "lost-1"), "lost with a key").statusCode(200)
                .header("Idempotency-Replayed", "true").body("id", equalTo(id))
                .body("error.code", equalTo("submission_unknown"));

        onlyCreate("lost with a key");
    }

    @ParameterizedTest
    @CsvSource({ "400, invalid_value", "402, insufficient_quota", "404, not_found", "404, model_not_found",
            "422, unprocessable" })
    void a_refusal_is_the_answer(int status, String code) {
        String prompt = "refused " + status + " " + code;
        vendor.onCreate(prompt, error(status, code));

        create(prompt).statusCode(status).body("error.code", equalTo(code))
                .body("error.message", equalTo("Message of " + code));
        onlyCreate(prompt);
    }

    @ParameterizedTest
    @ValueSource(ints = { 401, 403 })
    void a_refused_key_is_no_fault_of_the_caller(int status) {
        String prompt = "key refused " + status;
        vendor.onCreate(prompt, error(status, "invalid_api_key"));

        create(prompt).statusCode(502).body("error.code", equalTo("upstream_key_refused"));
        onlyCreate(prompt);
    }

    @Test
    void a_deferred_create_stays_pending_for_as_long_as_the_vendor_says_and_can_be_cancelled() {
        vendor.onCreate("deferred", error(429, "rate_limit_exceeded", "Retry-After", "600"));

        String id = create("deferred").statusCode(200).body("status", equalTo("pending"))
                .body("task_info.can_cancel", equalTo(true)).extract().path("id");
        onlyCreate("deferred");

        cancel(id).statusCode(200).body("status", equalTo("cancelled"));
        assertThat(vendor.requests("DELETE", onlyCreate("deferred").videoId())).isEmpty();
    }

    @Test
    void a_deferred_create_is_sent_again_and_the_second_one_is_the_task() {
        vendor.onCreate("deferred once", request -> (vendor.creates("deferred once").size() == 1
                ? error(429, "rate_limit_exceeded")
                : raw(200, "{\"id\":\"" + last("deferred once").videoId() + "\",\"status\":\"queued\"}")).to(request));
        String id = create("deferred once").statusCode(200).body("status", equalTo("pending")).extract().path("id");

        await().atMost(PATIENCE).until(() -> vendor.creates("deferred once").size() > 1);
        vendor.complete(last("deferred once").videoId(), new byte[10]);
        await().atMost(PATIENCE).until(() -> refreshedStatus(id).equals("completed"));

        assertThat(vendor.creates("deferred once")).hasSize(2);
    }

    private Seen last(String prompt) {
        List<Seen> creates = vendor.creates(prompt);
        return creates.get(creates.size() - 1);
    }

    private static String refreshedStatus(String id) {
        return refreshed(id).extract().path("status");
    }

    @Test
    void a_task_is_polled_to_its_end() {
        String id = createdId("polled");
        String video = onlyCreate("polled").videoId();
        vendor.set(video, Map.of("status", "in_progress", "progress", 40));
        refreshed(id).body("status", equalTo("processing")).body("progress", equalTo(40));
        vendor.set(video, Map.of("status", "a word of tomorrow"));
        refreshed(id).body("status", equalTo("processing"));
        vendor.complete(video, new byte[10]);

        refreshed(id).body("status", equalTo("completed")).body("progress", equalTo(100));
        assertThat(vendor.requests("GET", video)).hasSize(3).allSatisfy(poll -> {
            assertThat(poll.path()).isEqualTo("/v1/videos/" + video);
            assertThat(poll.headers().getAll("Authorization")).containsExactly(BEARER);
        });
    }

    @Test
    void a_caller_gets_the_failure_of_the_video() {
        String id = createdId("failed");
        vendor.set(onlyCreate("failed").videoId(), Map.of("status", "failed", "error",
                Map.of("code", "out_of_memory", "message", "The GPU is full.")));

        refreshed(id).body("status", equalTo("failed")).body("error.code", equalTo("out_of_memory"))
                .body("error.message", equalTo("The GPU is full."));
        onlyCreate("failed");
    }

    @Test
    void a_queued_video_is_deleted_once() {
        String id = createdId("cancelled");
        String video = onlyCreate("cancelled").videoId();

        cancel(id).statusCode(200).body("status", equalTo("cancelled"));
        cancel(id).statusCode(200).body("status", equalTo("cancelled"));

        assertThat(vendor.requests("DELETE", video)).singleElement().satisfies(delete -> {
            assertThat(delete.path()).isEqualTo("/v1/videos/" + video);
            assertThat(delete.headers().getAll("Authorization")).containsExactly(BEARER);
        });
        assertThat(vendor.requests("GET", video)).as("polls before the delete").isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "in_progress, processing", "completed, completed", "a word of tomorrow, processing" })
    void a_video_that_is_no_longer_queued_is_not_deleted(String status, String answered) {
        String prompt = "too late, " + status;
        String id = createdId(prompt);
        String video = onlyCreate(prompt).videoId();
        vendor.set(video, Map.of("status", status));

        cancel(id).statusCode(409).body("error.code", equalTo("not_cancellable"));

        assertThat(vendor.requests("DELETE", video)).isEmpty();
        alice().get(TASKS + id).then().body("status", equalTo(answered)).body("task_info.can_cancel", equalTo(false));
    }
}
