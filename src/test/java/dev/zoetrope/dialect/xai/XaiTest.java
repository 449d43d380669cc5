package dev.zoetrope.dialect.xai;

import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.zoetrope.api.LawTest;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;

/** The API over HTTP: what its clients get, and what the vendor of the gateway sees. */
@QuarkusTest
@WithTestResource(LawTest.ShortBackOffs.class)
class XaiTest {
    private static final String VIDEOS = "/xai/v1/videos";
    private static final String UNKNOWN_ID = "task-unified-1757165031-uyujaw3d";

    FakeVendor vendor;

    private static String body(String prompt) {
        return "{\"model\":\"wan-2.7-image-to-video\",\"prompt\":\"" + prompt
                + "\",\"duration\":5,\"image\":{\"url\":\"https://example.com/1.png\"}}";
    }

    private static Response create(RequestSpecification caller, String body) {
        return caller.contentType(ContentType.JSON).body(body).post(VIDEOS + "/generations");
    }

    private static String createTask(String prompt) {
        return create(alice(), body(prompt)).then().statusCode(200).extract().path("request_id");
    }

    private String vendorId(String prompt) {
        return vendor.creates(prompt).get(0).vendorId();
    }

    private static ValidatableResponse video(String id) {
        return alice().get(VIDEOS + "/" + id).then();
    }

    private static void error(Response answer, int status, String code, String message) {
        answer.then().statusCode(status).contentType(ContentType.JSON).body("code", equalTo(code))
                .body("error", containsString(message)).body("size()", equalTo(2));
    }

    @Test
    void a_create_is_sent_and_followed_to_its_video() {
        Response created = create(alice(), body("x to the end"));
        created.then().statusCode(200).body("request_id", matchesPattern("task-unified-.*")).body("size()", equalTo(1));
        assertThat(vendor.creates("x to the end")).singleElement().satisfies(seen -> assertThat(seen.body())
                .isEqualTo(new JsonObject(Map.of("model", "wan-2.7-image-to-video", "prompt", "x to the end", "duration", 5,
                        "image_urls", List.of("https://example.com/1.png")))));

        String id = created.path("request_id");
        video(id).statusCode(202).body("status", equalTo("pending")).body("progress", equalTo(40))
                .body("model", equalTo("wan-2.7-image-to-video")).body("video", nullValue()).body("error", nullValue());

        vendor.onQuery(vendorId("x to the end"), Replies.completed("https://cdn.example.com/a.mp4"));
        video(id).statusCode(200).body("status", equalTo("done")).body("progress", equalTo(100))
                .body("video.url", equalTo("https://cdn.example.com/a.mp4")).body("error", nullValue());
    }

    @Test
    void a_video_can_be_changed_but_not_continued_with_a_model_that_changes() {
        String body = "{\"model\":\"wan-2.7-video-edit\",\"prompt\":\"edit\",\"video\":{\"url\":\"https://example.com/v.mp4\"}}";

        alice().contentType(ContentType.JSON).body(body).post(VIDEOS + "/edits").then().statusCode(200);
        error(alice().contentType(ContentType.JSON).body(body).post(VIDEOS + "/extensions"), 400, "invalid_value",
                "video.url cannot be used with this model");

        assertThat(vendor.creates("edit")).singleElement().satisfies(
                seen -> assertThat(seen.body().getString("video_url")).isEqualTo("https://example.com/v.mp4"));
    }

    @Test
    void a_task_without_a_video_is_failed() {
        String refused = createTask("x fails");
        vendor.onQuery(vendorId("x fails"),
                Replies.told("failed", 10, Map.of("error", Map.of("code", "nsfw", "message", "No."))));
        vendor.onCreate("x lost", Replies.reset());
        vendor.onCreate("x waits", Replies.raw(429, "", "Retry-After", "3600"));
        String cancelled = createTask("x waits");
        alice().post("/v1/tasks/" + cancelled + "/cancel").then().statusCode(200);

        video(refused).statusCode(200).body("status", equalTo("failed")).body("error.code", equalTo("nsfw"))
                .body("error.message", equalTo("No."));
        video(createTask("x lost")).statusCode(200).body("status", equalTo("failed")).body("error.code",
                equalTo("submission_unknown"));
        video(cancelled).statusCode(200).body("status", equalTo("failed")).body("error.code", equalTo("cancelled"));
        assertThat(vendor.creates("x lost")).hasSize(1);
    }

    @Test
    void an_idempotency_key_finds_the_first_create() {
        String id = create(alice().header("Idempotency-Key", "xai-1"), body("x keyed")).path("request_id");

        create(alice().header("Idempotency-Key", "xai-1"), body("x keyed")).then().statusCode(200)
                .header("Idempotency-Replayed", "true").body("request_id", equalTo(id));
        assertThat(vendor.creates("x keyed")).hasSize(1);
    }

    @Test
    void the_task_of_another_caller_is_not_found() {
        String id = createTask("x of alice");

        error(as(WithFakeVendor.BOB).get(VIDEOS + "/" + id), 404, "not_found", "");
        error(alice().get(VIDEOS + "/" + UNKNOWN_ID), 404, "not_found", "");
        error(alice().get(VIDEOS + "/nonsense"), 404, "not_found", "");
    }

    @Test
    void every_failure_below_the_path_is_in_this_format() {
        error(given().get(VIDEOS + "/" + UNKNOWN_ID), 401, "invalid_api_key", "");
        error(given().header("X-API-KEY", WithFakeVendor.ALICE).get(VIDEOS + "/" + UNKNOWN_ID), 401, "invalid_api_key", "");
        error(as(WithFakeVendor.OPS).get(VIDEOS + "/" + UNKNOWN_ID), 403, "permission_error", "");
        error(given().get("/xai/v1/nothing"), 404, "not_found", "");
        error(alice().delete(VIDEOS + "/" + UNKNOWN_ID), 405, "method_not_allowed", "");
        error(create(alice(), "{"), 400, "invalid_json", "not valid JSON");
        error(alice().contentType("text/plain").body("{}").post(VIDEOS + "/generations"), 415, "unsupported_media_type", "");
        error(create(alice(), body("x".repeat(1 << 18))), 413, "body_too_large", "");
        error(create(alice(), body("x bad").replace(":5", ":99").replace("https", "ftp")), 400, "invalid_url",
                "image.url must");
        error(create(alice(), body("x bad").replace(":5", ":99")), 400, "out_of_range", "duration must be an integer");
        error(create(alice(), body("x bad").replace("wan-2.7", "wan-9")), 400, "model_not_found", "known model");
        assertThat(vendor.creates("x bad")).isEmpty();
    }

    @Test
    void a_refusal_of_the_vendor_is_the_answer() {
        vendor.onCreate("x refused", Replies.raw(422, "{\"error\":{\"code\":\"content_policy\",\"message\":\"No.\"}}"));

        error(create(alice(), body("x refused")), 400, "content_policy", "No.");
        assertThat(vendor.creates("x refused")).hasSize(1);
    }
}
