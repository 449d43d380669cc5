package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.createTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A query returns the state of the task by the vendor's answers to polls, also by unusual ones. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class QueryTest {
    FakeVendor vendor;

    private String vendorId(String prompt) {
        return vendor.creates(prompt).get(0).vendorId();
    }

    private static io.restassured.response.ValidatableResponse synced(String id) {
        return alice().get(TASKS + id + "?sync_upstream=true").then().statusCode(200);
    }

    @Test
    void a_task_is_followed_to_its_video() {
        String id = createTask("followed");
        vendor.onQuery(vendorId("followed"), Replies.processing(40));
        synced(id).body("status", equalTo("processing")).body("progress", equalTo(40));
        vendor.onQuery(vendorId("followed"), Replies.completed("https://cdn.example.com/v.mp4?sig=1"));

        synced(id).body("status", equalTo("completed")).body("progress", equalTo(100))
                .body("results[0].url", equalTo("https://cdn.example.com/v.mp4?sig=1"))
                .body("results[0].content_type", equalTo("video/mp4"));

        int asks = vendor.asks(vendorId("followed"));
        synced(id).body("status", equalTo("completed"));
        assertThat(vendor.asks(vendorId("followed"))).as("an ended task is not polled").isEqualTo(asks);
    }

    @Test
    void an_answer_in_gzip_is_read_though_it_was_asked_for_as_it_is() {
        String id = createTask("packed");
        vendor.onQuery(vendorId("packed"), Replies.packed(200, "{\"status\":\"processing\",\"progress\":55}"));

        synced(id).body("progress", equalTo(55));

        assertThat(vendor.creates("packed").get(0).headers().get("Accept-Encoding")).isEqualTo("identity");
        assertThat(vendor.creates("packed").get(0).headers().get("User-Agent")).isEqualTo("Zoetrope");
    }

    @Test
    void a_link_without_a_host_is_told_with_the_vendors() {
        String id = createTask("relative");
        vendor.onQuery(vendorId("relative"), Replies.completed("/files/v.mp4?sig=1"));

        synced(id).body("results[0].url", equalTo(vendor.url() + "/files/v.mp4?sig=1"));
    }

    @Test
    void progress_never_goes_back() {
        String id = createTask("progress");
        vendor.onQuery(vendorId("progress"), Replies.processing(60));
        synced(id).body("progress", equalTo(60));
        vendor.onQuery(vendorId("progress"), Replies.processing(20));

        synced(id).body("progress", equalTo(60));
    }

    @Test
    void a_failed_task_is_200_and_says_why() {
        String id = createTask("fails");
        vendor.onQuery(vendorId("fails"), Replies.told("failed", 70, Map.of("error",
                new JsonObject().put("code", 7001).put("message", "Too dark."))));

        synced(id).body("status", equalTo("failed")).body("progress", equalTo(70))
                .body("error.code", equalTo("7001")).body("error.message", equalTo("Too dark."))
                .body("error.type", equalTo("task_error")).body("results", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = { "paused", "moderating", "", "COMPLETELY_NEW" })
    void a_word_nobody_knows_is_still_running(String word) {
        String id = createTask("word " + word);
        vendor.onQuery(vendorId("word " + word), Replies.told(word, 10, Map.of()));

        synced(id).body("status", equalTo("processing")).body("error", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = { "cancelled", "canceled" })
    void both_spellings_of_cancelled_are_an_end(String word) {
        String id = createTask("ended " + word);
        vendor.onQuery(vendorId("ended " + word), Replies.told(word, 10, Map.of()));

        synced(id).body("status", equalTo("cancelled"));
    }

    @Test
    void completed_without_a_result_is_no_end_yet() {
        String id = createTask("late result");
        vendor.onQuery(vendorId("late result"), Replies.told("completed", 100, Map.of("results", new JsonArray())));
        synced(id).body("status", equalTo("processing")).body("results", nullValue());
        vendor.onQuery(vendorId("late result"), Replies.completed("https://cdn.example.com/late.mp4"));

        synced(id).body("status", equalTo("completed"));
    }

    @Test
    void results_of_every_known_shape_are_read() {
        Map<String, Map<String, Object>> shapes = Map.of(
                "strings", Map.of("results", new JsonArray().add("https://cdn.example.com/a.mp4")),
                "urls", Map.of("output", new JsonObject().put("urls", new JsonArray().add("https://cdn.example.com/a.mp4"))),
                "url", Map.of("output", new JsonObject().put("url", "https://cdn.example.com/a.mp4")));
        shapes.forEach((name, shape) -> {
            String id = createTask("shape " + name);
            vendor.onQuery(vendorId("shape " + name), Replies.told("completed", 100, shape));

            synced(id).body("status", equalTo("completed"))
                    .body("results.url", equalTo(List.of("https://cdn.example.com/a.mp4")));
        });
    }

    @Test
    void usage_is_handed_on_as_the_vendor_gave_it() {
        String id = createTask("usage");
        vendor.onQuery(vendorId("usage"),
                Replies.told("processing", 5, Map.of("usage", new JsonObject().put("credits", 12.5))));

        synced(id).body("usage.credits", equalTo(12.5f));
    }

    @Test
    void a_vendor_that_does_not_answer_changes_nothing() {
        String id = createTask("dead vendor");
        vendor.onQuery(vendorId("dead vendor"), Replies.processing(30));
        synced(id);
        for (FakeVendor.Reply trouble : List.of(Replies.raw(500, "oops"), Replies.raw(404, "{}"), Replies.reset(),
                Replies.raw(200, "<html>"), Replies.raw(429, "", "Retry-After", "0"))) {
            vendor.onQuery(vendorId("dead vendor"), trouble);

            synced(id).body("status", equalTo("processing")).body("progress", equalTo(30));
        }
    }

    @Test
    void one_question_is_under_way_however_many_ask() {
        String id = createTask("crowd");
        FakeVendor.Reply word = Replies.processing(9);
        vendor.onQuery(vendorId("crowd"), (request, vendorId) -> Vertx.currentContext().owner().setTimer(1000,
                late -> word.to(request, vendorId)));
        ExecutorService crowd = Executors.newFixedThreadPool(16);

        List<CompletableFuture<Integer>> answers = IntStream.range(0, 16).mapToObj(i -> CompletableFuture.supplyAsync(
                () -> alice().get(TASKS + id + "?sync_upstream=true").jsonPath().getInt("progress"), crowd)).toList();

        assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(9);
        assertThat(vendor.asks(vendorId("crowd"))).isEqualTo(1);
        crowd.shutdown();
    }
}
