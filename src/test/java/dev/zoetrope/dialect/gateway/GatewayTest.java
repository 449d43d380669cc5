package dev.zoetrope.dialect.gateway;

import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.dialect.gateway.GatewayCalls.IMAGE_TO_VIDEO;
import static dev.zoetrope.dialect.gateway.GatewayCalls.TEXT_TO_VIDEO;
import static dev.zoetrope.dialect.gateway.GatewayCalls.body;
import static dev.zoetrope.dialect.gateway.GatewayCalls.file;
import static dev.zoetrope.dialect.gateway.GatewayCalls.start;
import static dev.zoetrope.dialect.gateway.GatewayCalls.started;
import static dev.zoetrope.dialect.gateway.GatewayCalls.status;
import static dev.zoetrope.dialect.gateway.GatewayCalls.videos;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.dialect.Pictures;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Receiver;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Start and status over HTTP: what a client gets, and what the vendor of the gateway sees. */
@QuarkusTest
@WithTestResource(GatewayScenario.class)
class GatewayTest {
    private static final String FILM = "https://cdn.example.com/a.mp4";

    FakeVendor vendor;
    Receiver receiver;

    private void vendorSays(String prompt, FakeVendor.Reply reply) {
        vendor.onQuery(vendor.creates(prompt).get(0).vendorId(), reply);
    }

    private static JsonObject ended(JsonObject operation) {
        await().until(() -> !status(operation).getString("status").equals("pending"));
        return status(operation);
    }

    private static JsonObject metadata(JsonObject operation) {
        return new JsonObject(Map.of("zoetrope", new JsonObject().put("taskId", operation.getString("id"))));
    }

    @Test
    void a_start_is_sent_and_followed_to_its_video() {
        Response answer = start(TEXT_TO_VIDEO, body("v to the end").put("resolution", "720x1280").put("fps", 24));

        JsonObject started = new JsonObject(answer.asString());
        JsonObject operation = started.getJsonObject("operation");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(started.fieldNames()).containsExactly("operation", "warnings", "providerMetadata");
        assertThat(operation.getString("id")).startsWith("task-unified-");
        assertThat(started.getJsonObject("providerMetadata")).isEqualTo(metadata(operation));
        assertThat(started.getJsonArray("warnings")).isEqualTo(new JsonArray().add(new JsonObject().put("type", "unsupported")
                .put("feature", "fps").put("details", "The model decides.")));
        assertThat(vendor.creates("v to the end")).singleElement().satisfies(seen -> assertThat(seen.body())
                .isEqualTo(new JsonObject(Map.of("model", TEXT_TO_VIDEO, "prompt", "v to the end", "duration", 5, "resolution",
                        "720p", "aspect_ratio", "9:16"))));
        assertThat(status(operation))
                .isEqualTo(new JsonObject().put("status", "pending").put("providerMetadata", metadata(operation)));

        vendorSays("v to the end", Replies.completed(FILM));

        assertThat(ended(operation)).isEqualTo(new JsonObject().put("status", "completed").put("videos", videos(FILM))
                .put("providerMetadata", metadata(operation)));
    }

    @Test
    void a_task_without_a_video_has_its_reason() {
        JsonObject failed = started("v fails");
        vendorSays("v fails", Replies.told("failed", 10, Map.of("error", Map.of("code", "nsfw", "message", "No."))));
        vendor.onCreate("v lost", Replies.reset());
        vendor.onCreate("v waits", Replies.raw(429, "", "Retry-After", "3600"));
        JsonObject cancelled = started("v waits");
        alice().post("/v1/tasks/" + cancelled.getString("id") + "/cancel").then().statusCode(200);

        assertThat(ended(failed).getMap()).containsEntry("status", "error").containsEntry("error", "nsfw: No.");
        assertThat(ended(started("v lost")).getString("error")).startsWith("submission_unknown: ");
        assertThat(ended(cancelled).getString("status")).isEqualTo("cancelled");
        assertThat(vendor.creates("v lost")).hasSize(1);
    }

    @Test
    void an_idempotency_key_finds_the_first_start_also_with_a_file() {
        String picture = Base64.getEncoder().encodeToString(Pictures.withTail("v keyed", 0));
        JsonObject body = body("v keyed").put("image", file(picture));

        String first = start(IMAGE_TO_VIDEO, body, "idempotency-key", "aisdk_vid_1").path("operation.id");
        start(IMAGE_TO_VIDEO, body, "idempotency-key", "aisdk_vid_1").then().statusCode(200)
                .header("Idempotency-Replayed", "true").body("operation.id", equalTo(first));
        start(IMAGE_TO_VIDEO, body.copy().put("duration", 6), "idempotency-key", "aisdk_vid_1").then().statusCode(400)
                .body("error.code", equalTo("idempotency_key_reused"));

        assertThat(vendor.creates("v keyed")).hasSize(1);
    }

    @Test
    void the_task_of_another_caller_is_not_found() {
        JsonObject operation = started("v of alice");

        status(WithFakeVendor.BOB, operation).then().statusCode(404).body("error.type", equalTo("not_found"));
    }

    /** Longer than a body in memory, and shorter: the vendor gets a URL behind which are the same bytes. */
    @ParameterizedTest
    @ValueSource(ints = { 0, 500_000 })
    void files_in_base64_reach_the_vendor(int length) {
        String prompt = "v files " + length;
        byte[] first = Pictures.withTail("first " + length, length);
        byte[] last = Pictures.withTail("last " + length, 0);
        JsonObject firstFrame = file(Base64.getEncoder().encodeToString(first));
        JsonObject lastFrame = file(Base64.getEncoder().encodeToString(last));
        JsonArray frames = new JsonArray().add(new JsonObject().put("image", lastFrame).put("frameType", "last_frame"))
                .add(new JsonObject().put("image", firstFrame).put("frameType", "first_frame"));

        start(IMAGE_TO_VIDEO, body(prompt).put("image", firstFrame).put("frameImages", frames)).then().statusCode(200);

        JsonArray urls = vendor.creates(prompt).get(0).body().getJsonArray("image_urls");
        assertThat(urls).hasSize(2);
        assertThat(Pictures.behind(urls.getString(0))).isEqualTo(first);
        assertThat(Pictures.behind(urls.getString(1))).isEqualTo(last);
    }

    @Test
    void a_file_that_is_no_picture_is_named() {
        for (int length : new int[] { 90, 300_000 }) {
            String digits = Base64.getEncoder()
                    .encodeToString(Arrays.copyOf("<html>".getBytes(StandardCharsets.UTF_8), length));
            start(IMAGE_TO_VIDEO, body("v no picture").put("image", file(digits))).then().statusCode(400)
                    .body("error.code", equalTo("unsupported_file")).body("error.type", equalTo("invalid_request_error"));
        }
        start(IMAGE_TO_VIDEO, body("v no picture").put("image", file("no base64!"))).then().statusCode(400)
                .body("error.code", equalTo("invalid_url")).body("error.param", equalTo("image.data"));
        assertThat(vendor.creates("v no picture")).isEmpty();
    }

    @Test
    void the_callback_is_that_of_the_gateway() {
        JsonObject body = body("v-called-back").put("callbackUrl", receiver.url("/v-called-back"));
        String id = start(TEXT_TO_VIDEO, body).then().statusCode(200).extract().path("operation.id");
        vendorSays("v-called-back", Replies.completed(FILM));

        await().until(() -> receiver.received("/v-called-back").size() == 1);

        JsonObject called = new JsonObject(receiver.received("/v-called-back").get(0).body());
        assertThat(called.getString("id")).isEqualTo(id);
        assertThat(called.getString("status")).isEqualTo("completed");
        assertThat(vendor.creates("v-called-back").get(0).body().fieldNames()).containsExactlyInAnyOrder("model", "prompt",
                "duration");
    }
}
