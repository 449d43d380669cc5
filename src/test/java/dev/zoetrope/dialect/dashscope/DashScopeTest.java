package dev.zoetrope.dialect.dashscope;

import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.api.LawTest;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;

/** The API over HTTP: what its clients get, and what the vendor of the gateway sees. */
@QuarkusTest
@WithTestResource(LawTest.ShortBackOffs.class)
class DashScopeTest {
    static final String BASE = "/api/v1";
    static final String CREATE = "/services/aigc/video-generation/video-synthesis";
    private static final String UNKNOWN_ID = "task-unified-1757165031-uyujaw3d";

    FakeVendor vendor;

    static String body(String prompt) {
        return "{\"model\":\"wan2.7-t2v\",\"input\":{\"prompt\":\"" + prompt
                + "\"},\"parameters\":{\"resolution\":\"720P\",\"duration\":5}}";
    }

    static Response create(RequestSpecification caller, String body) {
        return caller.contentType(ContentType.JSON).header("X-DashScope-Async", "enable").body(body).post(BASE + CREATE);
    }

    static String createTask(String prompt) {
        return create(alice(), body(prompt)).then().statusCode(200).extract().path("output.task_id");
    }

    private static ValidatableResponse task(String id) {
        return alice().get(BASE + "/tasks/" + id).then().statusCode(200);
    }

    static void error(Response answer, int status, String code, String message) {
        answer.then().statusCode(status).contentType(ContentType.JSON).body("code", equalTo(code))
                .body("message", containsString(message)).body("request_id", equalTo(answer.header("X-Request-Id")))
                .body("size()", equalTo(3));
    }

    @Test
    void a_create_is_sent_and_followed_to_its_video() {
        Response created = create(alice(), body("to the end"));
        created.then().statusCode(200).body("request_id", equalTo(created.header("X-Request-Id")))
                .body("output.task_status", equalTo("PENDING")).body("output.task_id", matchesPattern("task-unified-.*"))
                .body("output.size()", equalTo(2));
        String id = created.path("output.task_id");
        assertThat(vendor.creates("to the end")).singleElement().satisfies(seen -> assertThat(seen.body())
                .isEqualTo(new JsonObject(Map.of("model", "wan-2.7-text-to-video", "prompt", "to the end", "resolution", "720p",
                        "duration", 5))));

        task(id).body("output.task_status", equalTo("RUNNING")).body("output.orig_prompt", equalTo("to the end"))
                .body("output.submit_time", matchesPattern("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}"))
                .body("output.scheduled_time", notNullValue()).body("output.end_time", nullValue());

        vendor.onQuery(vendor.creates("to the end").get(0).vendorId(), Replies.told("completed", 100,
                Map.of("results", List.of(Map.of("url", "https://cdn.example.com/a.mp4")), "usage", Map.of("SR", 720))));
        task(id).body("output.task_status", equalTo("SUCCEEDED"))
                .body("output.video_url", equalTo("https://cdn.example.com/a.mp4")).body("usage.SR", equalTo(720))
                .body("output.end_time", notNullValue()).body("output.code", nullValue());
    }

    @ParameterizedTest
    @CsvSource({ BASE + CREATE, BASE + "/services/aigc/image2video/video-synthesis", "/proxy/wan" + BASE + CREATE })
    void a_create_at_each_path(String path) {
        String prompt = "at " + path;
        alice().contentType(ContentType.JSON)
                .body("{\"model\":\"wan2.7-i2v\",\"input\":{\"prompt\":\"" + prompt
                        + "\",\"first_frame_url\":\"https://example.com/1.png\",\"last_frame_url\":\"https://example.com/2.png\"}}")
                .post(path).then().statusCode(200);

        assertThat(vendor.creates(prompt)).singleElement().satisfies(seen -> assertThat(seen.body())
                .isEqualTo(new JsonObject(Map.of("model", "wan-2.7-image-to-video", "prompt", prompt, "image_urls",
                        List.of("https://example.com/1.png", "https://example.com/2.png")))));
    }

    @Test
    void a_task_has_the_name_that_its_create_gave_the_model() {
        String id = createTask("names");

        alice().get("/v1/tasks/" + id).then().statusCode(200).body("model", equalTo("wan-2.7-text-to-video"));
        alice().get(BASE + "/tasks?model_name=wan2.7-t2v&page_size=100").then().statusCode(200)
                .body("data.find { it.task_id == '" + id + "' }.model_name", equalTo("wan2.7-t2v"));
    }

    @Test
    void a_failed_task_is_200_with_its_reason() {
        String id = createTask("will fail");
        vendor.onQuery(vendor.creates("will fail").get(0).vendorId(), Replies.told("failed", 10,
                Map.of("error", Map.of("code", "nsfw", "message", "The picture is not allowed."))));

        task(id).body("output.task_status", equalTo("FAILED")).body("output.code", equalTo("nsfw"))
                .body("output.message", equalTo("The picture is not allowed."));
    }

    /** The create may be billed, so it is not sent again, and no client may send it again. */
    @Test
    void a_lost_answer_is_a_failed_task() {
        vendor.onCreate("lost answer of dashscope", Replies.reset());

        create(alice(), body("lost answer of dashscope")).then().statusCode(200).body("output.task_status", equalTo("FAILED"))
                .body("output.code", equalTo("submission_unknown"));

        assertThat(vendor.creates("lost answer of dashscope")).hasSize(1);
    }

    @Test
    void a_refusal_of_the_vendor_is_the_answer() {
        vendor.onCreate("refused by dashscope",
                Replies.raw(422, "{\"error\":{\"code\":\"content_policy\",\"message\":\"No.\"}}"));
        vendor.onCreate("poor at dashscope",
                Replies.raw(402, "{\"error\":{\"code\":\"insufficient_credits\",\"message\":\"Empty.\"}}"));

        error(create(alice(), body("refused by dashscope")), 400, "InvalidParameter", "No.");
        error(create(alice(), body("poor at dashscope")), 400, "Arrearage", "Empty.");
        assertThat(vendor.creates("refused by dashscope")).hasSize(1);
    }

    @Test
    void only_a_pending_task_is_cancelled() {
        vendor.onCreate("waits at dashscope", Replies.raw(429, "", "Retry-After", "3600"));
        String waits = createTask("waits at dashscope");
        Response cancelled = alice().post(BASE + "/tasks/" + waits + "/cancel");
        cancelled.then().statusCode(200).body("request_id", equalTo(cancelled.header("X-Request-Id")));
        task(waits).body("output.task_status", equalTo("CANCELED"));

        error(alice().post(BASE + "/tasks/" + createTask("is sent") + "/cancel"), 400, "UnsupportedOperation", "was sent");
        error(alice().post(BASE + "/tasks/" + UNKNOWN_ID + "/cancel"), 404, "NotFound", "");
    }

    @Test
    void the_task_of_another_caller_is_unknown() {
        String id = createTask("of alice");

        for (String foreign : List.of(id, UNKNOWN_ID, "nonsense")) {
            as(WithFakeVendor.BOB).get(BASE + "/tasks/" + foreign).then().statusCode(200)
                    .body("output.task_status", equalTo("UNKNOWN")).body("output.size()", equalTo(2));
            error(as(WithFakeVendor.BOB).post(BASE + "/tasks/" + foreign + "/cancel"), 404, "NotFound", "");
        }
        assertThat(as(WithFakeVendor.BOB).get(BASE + "/tasks?page_size=100").jsonPath().getList("data.task_id"))
                .doesNotContain(id);
    }

    @Test
    void an_idempotency_key_and_a_retry_count_find_the_first_create() {
        String keyed = create(alice().header("Idempotency-Key", "dash-1"), body("keyed")).path("output.task_id");
        create(alice().header("Idempotency-Key", "dash-1"), body("keyed")).then().statusCode(200)
                .header("Idempotency-Replayed", "true").body("output.task_id", equalTo(keyed));
        error(create(alice().header("Idempotency-Key", "dash-1"), body("keyed otherwise")), 400, "InvalidParameter",
                "Idempotency-Key");
        String counted = createTask("counted");
        create(alice().header("x-stainless-retry-count", 1), body("counted")).then().body("output.task_id", equalTo(counted));

        assertThat(vendor.creates("keyed")).hasSize(1);
        assertThat(vendor.creates("keyed otherwise")).isEmpty();
        assertThat(vendor.creates("counted")).hasSize(1);
    }

    @Test
    void an_equal_create_after_a_lost_answer_is_the_retry() {
        vendor.onCreate("cut", Replies.later(500, Replies.accepted()));
        String body = body("cut");
        RawHttp client = new RawHttp(RestAssured.port).send("POST " + BASE + CREATE + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nAuthorization: Bearer " + WithFakeVendor.ALICE + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);
        await().until(() -> vendor.creates("cut").size() == 1);
        client.reset();

        // as long as the back-off of a client
        await().during(Duration.ofMillis(250)).until(() -> vendor.creates("cut").size() == 1);
        createTask("cut");

        assertThat(vendor.creates("cut")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "X-API-KEY", "x-api-key" })
    void below_proxy_the_key_may_be_in_a_header_of_its_own(String header) {
        given().header(header, WithFakeVendor.ALICE).get("/proxy/wan/api/v1/tasks").then().statusCode(200);
        error(given().header(header, "no-key-of-anyone").get("/proxy/wan/api/v1/tasks"), 401, "InvalidApiKey", "not known");
    }

    @Test
    void elsewhere_that_header_is_no_key() {
        error(given().header("X-API-KEY", WithFakeVendor.ALICE).get(BASE + "/tasks"), 401, "InvalidApiKey", "bearer key");
        given().header("X-API-KEY", WithFakeVendor.ALICE).get("/v1/tasks").then().statusCode(401);
        alice().header("X-API-KEY", "of a proxy").get(BASE + "/tasks").then().statusCode(200);
    }

    @Test
    void two_keys_are_none() {
        error(alice().header("X-API-KEY", WithFakeVendor.ALICE).get("/proxy/wan/api/v1/tasks"), 401, "InvalidApiKey", "");
        error(given().header("X-API-KEY", WithFakeVendor.ALICE, WithFakeVendor.ALICE).get("/proxy/wan/api/v1/tasks"), 401,
                "InvalidApiKey", "");
        error(given().header("X-API-KEY", " ").get("/proxy/wan/api/v1/tasks"), 401, "InvalidApiKey", "");
    }

    @Test
    void every_failure_below_the_paths_is_in_this_format() {
        error(given().get(BASE + "/tasks/" + UNKNOWN_ID), 401, "InvalidApiKey", "");
        error(as("no-key-of-anyone").get(BASE + "/tasks"), 401, "InvalidApiKey", "not known");
        error(as(WithFakeVendor.OPS).get(BASE + "/tasks"), 403, "AccessDenied", "");
        error(given().get(BASE + "/nothing"), 404, "NotFound", "");
        error(given().get("/proxy/wan/api/v2/tasks"), 404, "NotFound", "");
        error(alice().delete(BASE + "/tasks/" + UNKNOWN_ID), 405, "InvalidParameter", "");
        error(alice().accept("image/png").get(BASE + "/tasks"), 406, "InvalidParameter", "application/json");
        error(create(alice(), "{"), 400, "InvalidParameter", "not valid JSON");
        error(create(alice(), "[]"), 400, "InvalidParameter", "must be a JSON object");
        error(alice().contentType("text/plain").body("{}".getBytes(StandardCharsets.UTF_8)).post(BASE + CREATE), 415,
                "InvalidParameter", "application/json");
        error(create(alice(), body("x".repeat(1 << 18))), 413, "BadRequest.TooLarge", "");
        error(create(alice(), body("p").replace("wan2.7-t2v", "wan9")), 404, "ModelNotFound", "known model");
        error(create(alice(), body("p").replace(":5", ":99").replace("720P", "2K")), 400, "InvalidParameter",
                "parameters.duration must be an integer from 2 to 15 (seconds); parameters.resolution must be 720p or 1080p");
        assertThat(vendor.creates("p")).isEmpty();
    }

    @Test
    void an_upload_is_refused_with_the_way_to_do_it() {
        error(alice().get(BASE + "/uploads?action=getPolicy&model=wan2.7-i2v"), 404, "NotFound", "http, https or data URL");
    }
}
