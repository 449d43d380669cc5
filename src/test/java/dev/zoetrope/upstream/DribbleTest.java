package dev.zoetrope.upstream;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** A slow vendor: it does not block other creates, and never receives a create that was already abandoned. */
@QuarkusTest
@WithTestResource(DribbleTest.OneInFlight.class)
public class DribbleTest {
    FakeVendor vendor;

    /** One create in flight, and a short deadline for pending ones. */
    public static class OneInFlight extends WithFakeVendor {
        @Override
        public Map<String, String> tightened() {
            return Map.of("zoetrope.upstream.max-in-flight", "1", "zoetrope.submit.first-back-off", "200ms",
                    "zoetrope.submit.deadline", "12s", "zoetrope.upstream.read-timeout", "5s",
                    // The guard times out before the client, like the timer of a process that was paused.
                    GUARDS + "/create\".timeout.value", "3000");
        }
    }

    @Test
    void a_create_that_is_given_up_in_the_queue_is_sent_once_when_the_door_is_free() {
        vendor.onCreate("dribble", Replies.dribble());
        CompletableFuture<Response> first = CompletableFuture.supplyAsync(() -> create("dribble"));
        await().until(() -> vendor.creates("dribble").size() == 1);

        String id = create("behind it").then().statusCode(200).body("status", equalTo("pending")).extract().path("id");

        first.join().then().body("error.code", equalTo("submission_unknown"));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> alice().get(TASKS + id + "?sync_upstream=true")
                .then().body("status", equalTo("processing")));
        assertThat(vendor.creates("behind it")).hasSize(1);
        assertThat(vendor.creates("dribble")).hasSize(1);
    }

    @Test
    void a_create_deferred_beyond_its_deadline_ends_at_its_deadline() {
        vendor.onCreate("come tomorrow", Replies.raw(429, "", "Retry-After", "3600"));

        String id = create("come tomorrow").then().statusCode(200).body("status", equalTo("pending")).extract()
                .path("id");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> alice().get(TASKS + id).then()
                .body("status", equalTo("failed")).body("error.code", equalTo("deadline_exceeded")));
        assertThat(vendor.creates("come tomorrow")).hasSize(1);
    }

    @Test
    void a_create_that_finds_every_connection_taken_waits_in_the_ledger_and_not_in_the_pool() {
        vendor.onCreate("hog", Replies.dribble());
        for (int i = 0; i < 2; i++) {
            create("hog").then().statusCode(200).body("error.code", equalTo("submission_unknown"));
        }

        String id = create("behind the hogs").then().statusCode(200).body("error", nullValue()).extract().path("id");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> alice().get(TASKS + id + "?sync_upstream=true")
                .then().body("status", equalTo("processing")));
        assertThat(vendor.creates("behind the hogs")).hasSize(1);
        assertThat(vendor.creates("hog")).hasSize(2);
    }

    @Test
    void an_acceptance_after_the_guard_s_timeout_is_written_because_the_render_is_billed() {
        vendor.onCreate("late", Replies.later(3600, Replies.accepted()));

        String id = create("late").then().statusCode(200).body("error.code", equalTo("submission_unknown")).extract()
                .path("id");
        vendor.onQuery(vendor.creates("late").get(0).vendorId(), Replies.completed("https://cdn.example.com/late.mp4"));

        await().untilAsserted(() -> alice().get(TASKS + id + "?sync_upstream=true").then()
                .body("status", equalTo("completed")));
        assertThat(vendor.creates("late")).hasSize(1);
    }

    @Test
    void a_head_without_an_end_does_not_hold_its_connection() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        vendor.onCreate("slow head", Replies.closing(closed, Replies.slowHead()));

        create("slow head").then().statusCode(200).body("error.code", equalTo("submission_unknown"));

        await().until(closed::isDone);
        assertThat(vendor.creates("slow head")).hasSize(1);
    }
}
