package dev.zoetrope.dialect.openai;

import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.as;
import static dev.zoetrope.dialect.openai.VideoCalls.PICTURE;
import static dev.zoetrope.dialect.openai.VideoCalls.VIDEOS;
import static dev.zoetrope.dialect.openai.VideoCalls.becomes;
import static dev.zoetrope.dialect.openai.VideoCalls.created;
import static dev.zoetrope.dialect.openai.VideoCalls.form;
import static dev.zoetrope.dialect.openai.VideoCalls.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.nullValue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;

/** Create and retrieve: the answer, and what the vendor saw. */
@QuarkusTest
@WithTestResource(OpenAiScenario.class)
class VideosTest {
    FakeVendor vendor;

    @Test
    void a_create_is_a_video_and_the_vendor_gets_the_members_of_its_model() {
        HttpResponse<String> answer = post(form("good day").field("seconds", "4").field("size", "1280x720").field("seed", "7"));

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonObject video = new JsonObject(answer.body());
        assertThat(video.fieldNames()).containsExactly("id", "object", "model", "status", "progress", "created_at",
                "completed_at", "expires_at", "prompt", "seconds", "size", "error", "remixed_from_video_id", "url");
        assertThat(video.getMap())
                .containsAllEntriesOf(Map.of("object", "video", "model", "sora-2", "status", "queued", "progress",
                        0, "prompt", "good day", "seconds", "4", "size", "1280x720"));
        assertThat(List.of("completed_at", "expires_at", "error", "remixed_from_video_id", "url"))
                .allMatch(name -> video.getValue(name) == null);
        assertThat(answer.headers().firstValue("x-should-retry")).contains("false");
        assertThat(Integer.parseInt(answer.headers().firstValue("openai-poll-after-ms").orElseThrow())).isBetween(1000, 5000);
        assertThat(vendor.creates("good day")).hasSize(1);
        assertThat(vendor.creates("good day").get(0).body()).isEqualTo(new JsonObject().put("model", "wan-2.7-image-to-video")
                .put("image_urls", List.of(PICTURE)).put("prompt", "good day").put("duration", 4).put("resolution", "720p")
                .put("seed", 7));
    }

    @Test
    void json_is_accepted_at_both_paths_and_a_model_by_its_own_name() {
        for (String path : List.of(VIDEOS, "/openai/v1/videos")) {
            String id = alice().contentType(ContentType.JSON).body("""
                    {"model":"wan-2.7-text-to-video","prompt":"json at %s","seconds":5,"size":"1080x1920"}""".formatted(path))
                    .post(path).then().statusCode(200).body("model", equalTo("wan-2.7-text-to-video"))
                    .body("seconds", equalTo("5")).extract().path("id");

            alice().get(path + "/" + id).then().statusCode(200).body("size", equalTo("1080x1920"));
            assertThat(vendor.creates("json at " + path).get(0).body().getMap()).containsAllEntriesOf(
                    Map.of("duration", 5, "resolution", "1080p", "aspect_ratio", "9:16"));
        }
    }

    @Test
    void what_the_create_does_not_say_is_the_default_of_the_model() {
        alice().contentType(ContentType.JSON).body("{\"model\":\"wan-2.7-text-to-video\",\"prompt\":\"defaults\"}")
                .post(VIDEOS).then().statusCode(200).body("seconds", equalTo("5")).body("size", equalTo("1920x1080"));

        assertThat(vendor.creates("defaults").get(0).body().fieldNames()).containsExactlyInAnyOrder("model", "prompt");
    }

    @Test
    void a_video_becomes_in_progress_and_completed() {
        String id = created("whole life");
        JsonPath running = becomes(vendor, "whole life", id, Replies.processing(40), "in_progress");
        assertThat(running.getInt("progress")).isEqualTo(40);
        assertThat(running.getMap("")).containsEntry("error", null).containsEntry("url", null);

        JsonPath done = becomes(vendor, "whole life", id, Replies.completed("https://cdn.example.com/v.mp4"), "completed");

        assertThat(done.getInt("progress")).isEqualTo(100);
        assertThat(done.getLong("completed_at")).isGreaterThanOrEqualTo(done.getLong("created_at"));
        assertThat(done.getLong("expires_at")).isGreaterThan(done.getLong("completed_at"));
        assertThat(done.getString("url")).contains("/v1/tasks/" + id + "/content?");
        assertThat(done.getMap("")).containsEntry("error", null);
        assertThat(alice().get(VIDEOS + "/" + id).header("openai-poll-after-ms")).isNull();
    }

    @Test
    void a_failure_has_its_code_and_message() {
        String id = created("refused later");

        JsonPath failed = becomes(vendor, "refused later", id,
                Replies.told("failed", 10, Map.of("error", Map.of("code", "bad_prompt", "message", "No."))), "failed");

        assertThat(failed.getMap("error")).isEqualTo(Map.of("code", "bad_prompt", "message", "No."));
    }

    @Test
    void a_cancelled_task_is_failed_with_the_code_cancelled() {
        vendor.onCreate("cancelled here", Replies.raw(429, "", "Retry-After", "3600"));
        String id = created("cancelled here");
        alice().post("/v1/tasks/" + id + "/cancel").then().statusCode(200);

        alice().get(VIDEOS + "/" + id).then().statusCode(200).body("status", equalTo("failed"))
                .body("error.code", equalTo("cancelled")).body("progress", equalTo(0));
    }

    @Test
    void a_lost_answer_of_the_vendor_is_a_failed_video_and_not_an_error() {
        vendor.onCreate("a lost video", Replies.reset());

        HttpResponse<String> answer = post(form("a lost video"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-should-retry")).contains("false");
        assertThat(answer.headers().firstValue("openai-poll-after-ms")).isEmpty();
        assertThat(JsonPath.from(answer.body()).getString("status")).isEqualTo("failed");
        assertThat(JsonPath.from(answer.body()).getString("error.code")).isEqualTo("submission_unknown");
        assertThat(vendor.creates("a lost video")).hasSize(1);
    }

    @Test
    void a_refusal_of_the_vendor_is_the_answer_to_the_create() {
        vendor.onCreate("a refused video", Replies.error(422, "invalid_request_error", "bad_image", "Not a picture."));

        HttpResponse<String> answer = post(form("a refused video"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-should-retry")).contains("false");
        assertThat(new JsonObject(answer.body())).isEqualTo(new JsonObject().put("error", new JsonObject()
                .put("message", "Not a picture.").put("type", "invalid_request_error").putNull("param")
                .put("code", "bad_image")));
        assertThat(vendor.creates("a refused video")).hasSize(1);
    }

    @Test
    void a_task_of_the_own_api_is_a_video_and_a_video_is_a_task() {
        String task = Calls.createTask("made in the own api");
        alice().get(VIDEOS + "/" + task).then().statusCode(200).body("model", equalTo("wan-2.7-image-to-video"))
                .body("prompt", equalTo("made in the own api")).body("seconds", equalTo("5")).body("size", nullValue())
                .body("$", hasKey("size"));

        String video = created("made in this api");
        alice().get("/v1/tasks/" + video).then().statusCode(200).body("object", equalTo("video.generation.task"))
                .body("model", equalTo("wan-2.7-image-to-video"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "task-unified-1757165031-uyujaw3d", "nonsense", "..%2F..%2Fetc" })
    void an_unknown_video_is_404(String id) {
        alice().urlEncodingEnabled(false).get(VIDEOS + "/" + id).then().statusCode(404)
                .body("error.type", equalTo("invalid_request_error")).body("error.code", equalTo("not_found"));
    }

    @Test
    void a_video_of_another_caller_does_not_exist() {
        String id = created("not bobs");

        for (String path : List.of("", "/content")) {
            as(WithFakeVendor.BOB).get(VIDEOS + "/" + id + path).then().statusCode(404);
        }
        as(WithFakeVendor.BOB).delete(VIDEOS + "/" + id).then().statusCode(404);
        alice().get(VIDEOS + "/" + id).then().statusCode(200);
    }

    @Test
    void the_own_create_is_as_before() {
        Calls.create("own create").then().statusCode(200).body("object", equalTo("video.generation.task"));
        alice().contentType(ContentType.JSON).body("{}").post(Calls.GENERATIONS).then().statusCode(422)
                .body("error.request_id", org.hamcrest.Matchers.notNullValue());
        for (String method : List.of("GET", "DELETE")) {
            alice().request(method, Calls.GENERATIONS).then().statusCode(405)
                    .body("error.request_id", org.hamcrest.Matchers.notNullValue());
        }
        alice().get(Calls.GENERATIONS + "/content").then().statusCode(404)
                .body("error.request_id", org.hamcrest.Matchers.notNullValue());
    }
}
