package dev.zoetrope.dialect.gateway;

import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.dialect.gateway.GatewayCalls.body;
import static dev.zoetrope.dialect.gateway.GatewayCalls.event;
import static dev.zoetrope.dialect.gateway.GatewayCalls.videos;
import static dev.zoetrope.dialect.gateway.GatewayCalls.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.Replies;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;

/** Creates whose answer waits for the end of the task: one server-sent event. */
@QuarkusTest
@WithTestResource(GatewayScenario.class)
class WaitingAnswerTest {
    private static final String FILM = "https://cdn.example.com/w.mp4";

    FakeVendor vendor;

    private void awaitCreate(String prompt) {
        await().until(() -> vendor.creates(prompt).size() == 1);
    }

    private void vendorSays(String prompt, FakeVendor.Reply reply) {
        vendor.onQuery(vendor.creates(prompt).get(0).vendorId(), reply);
    }

    /** As long as the back-off of a client. */
    private void awaitBackOff(String prompt) {
        await().during(Duration.ofMillis(250)).until(() -> vendor.creates(prompt).size() == 1);
    }

    private static String taskId(JsonObject event) {
        return event.getJsonObject("providerMetadata").getJsonObject("zoetrope").getString("taskId");
    }

    @Test
    void the_stream_stays_open_until_the_result() {
        CompletableFuture<HttpResponse<String>> answer = waiting(body("w result").put("generateAudio", true));
        awaitCreate("w result");
        await().during(Duration.ofMillis(300)).until(() -> !answer.isDone());
        vendorSays("w result", Replies.completed(FILM));

        JsonObject event = event(answer.join());

        assertThat(event.fieldNames()).containsExactly("type", "videos", "warnings", "providerMetadata");
        assertThat(event.getString("type")).isEqualTo("result");
        assertThat(event.getJsonArray("videos")).isEqualTo(videos(FILM));
        assertThat(event.getJsonArray("warnings").getJsonObject(0).getString("feature")).isEqualTo("generateAudio");
        assertThat(alice().get("/v1/tasks/" + taskId(event)).path("status").toString()).isEqualTo("completed");
    }

    @Test
    void a_hang_up_cancels_nothing_and_the_equal_create_is_its_retry() {
        JsonObject body = body("w cut");
        RawHttp client = new RawHttp(RestAssured.port).send(GatewayCalls.rawWaiting(body));
        awaitCreate("w cut");
        assertThat(client.nextHead()).contains("200 OK");
        client.reset();
        awaitBackOff("w cut");

        CompletableFuture<HttpResponse<String>> second = waiting(body);
        await().during(Duration.ofMillis(200)).until(() -> !second.isDone());
        vendorSays("w cut", Replies.completed(FILM));

        assertThat(event(second.join()).getJsonArray("videos")).isEqualTo(videos(FILM));
        assertThat(second.join().headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(vendor.creates("w cut")).hasSize(1);
    }

    @Test
    void a_hang_up_before_the_answer_has_begun_is_the_same() {
        vendor.onCreate("w early", Replies.later(500, Replies.accepted()));
        RawHttp client = new RawHttp(RestAssured.port).send(GatewayCalls.rawWaiting(body("w early")));
        awaitCreate("w early");
        client.reset();
        awaitBackOff("w early");

        CompletableFuture<HttpResponse<String>> second = waiting(body("w early"));
        await().until(() -> vendor.creates("w early").get(0).vendorId() != null);
        vendorSays("w early", Replies.completed(FILM));

        assertThat(event(second.join()).getString("type")).isEqualTo("result");
        assertThat(vendor.creates("w early")).hasSize(1);
    }

    @Test
    void equal_creates_on_purpose_are_two() {
        vendor.onCreate("w twice", completing());

        JsonObject first = event(waiting(body("w twice")).join());
        JsonObject second = event(waiting(body("w twice")).join());

        assertThat(taskId(first)).isNotEqualTo(taskId(second));
        assertThat(vendor.creates("w twice")).hasSize(2);
    }

    private FakeVendor.Reply completing() {
        return (request, id) -> {
            vendor.onQuery(id, Replies.completed(FILM));
            Replies.accepted().to(request, id);
        };
    }

    private static void assertFailed(JsonObject event, String message) {
        assertThat(event.fieldNames()).containsExactly("type", "message", "errorType", "statusCode", "param");
        assertThat(event.getString("type")).isEqualTo("error");
        assertThat(event.getString("message")).startsWith(message);
        assertThat(event.getString("errorType")).isEqualTo("failed_dependency");
        assertThat(event.getInteger("statusCode")).as("the client repeats no 424").isEqualTo(424);
        assertThat(event.getJsonObject("param").getString("taskId")).startsWith("task-unified-");
    }

    @Test
    void a_task_without_a_video_is_an_error_that_the_client_does_not_repeat() {
        vendor.onCreate("w fails", (request, id) -> {
            vendor.onQuery(id, Replies.told("failed", 10, Map.of("error", Map.of("code", "nsfw", "message", "No."))));
            Replies.accepted().to(request, id);
        });
        vendor.onCreate("w lost", Replies.reset());

        assertFailed(event(waiting(body("w fails")).join()), "nsfw: No.");
        assertFailed(event(waiting(body("w lost")).join()), "submission_unknown: ");
        assertThat(vendor.creates("w fails")).hasSize(1);
        assertThat(vendor.creates("w lost")).hasSize(1);
    }

    @Test
    void a_cancelled_task_is_an_error_too() {
        vendor.onCreate("w waits", Replies.raw(429, "", "Retry-After", "3600"));
        CompletableFuture<HttpResponse<String>> answer = waiting(body("w waits"));
        awaitCreate("w waits");
        String[] id = new String[1];
        await().until(() -> {
            id[0] = alice().get("/v1/tasks?status=pending&limit=1").path("data[0].id");
            return id[0] != null && alice().post("/v1/tasks/" + id[0] + "/cancel").statusCode() == 200;
        });

        assertFailed(event(answer.join()), "cancelled: ");
    }

    @Test
    void a_refusal_has_its_status_before_the_stream_begins() {
        vendor.onCreate("w refused", Replies.raw(422, "{\"error\":{\"code\":\"content_policy\",\"message\":\"No.\"}}"));

        HttpResponse<String> refused = waiting(body("w refused")).join();
        HttpResponse<String> faulty = waiting(body("w faulty").put("duration", 99).put("n", 2)).join();

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(refused.body()).getJsonObject("error").getMap()).containsEntry("code", "content_policy")
                .containsEntry("message", "No.");
        assertThat(faulty.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(faulty.body()).getJsonObject("error").getString("message"))
                .isEqualTo("n must be 1, because a create makes one video (in the ai package: maxVideosPerCall: 1); "
                        + "duration must be an integer from 2 to 15 (seconds)");
        assertThat(vendor.creates("w faulty")).isEmpty();
        assertThat(vendor.creates("w refused")).hasSize(1);
    }
}
