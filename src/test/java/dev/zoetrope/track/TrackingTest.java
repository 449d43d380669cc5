package dev.zoetrope.track;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.createTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.DisabledOnIntegrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;

/**
 * The tracker detects the end of a task without a query. A list does not poll the vendor, so it shows what the tracker has
 * detected.
 */
@QuarkusTest
@WithTestResource(TrackingScenario.class)
class TrackingTest {
    FakeVendor vendor;

    private String vendorId(String prompt) {
        return vendor.creates(prompt).get(0).vendorId();
    }

    private static String listed(String id, String member) {
        return alice().get(TASKS + "?limit=100").jsonPath().getString("data.find { it.id == '" + id + "' }." + member);
    }

    private static void awaitListed(String id, String status) {
        await().untilAsserted(() -> assertThat(listed(id, "status")).isEqualTo(status));
    }

    private void awaitAsks(String prompt, int count) {
        await().until(() -> vendor.asks(vendorId(prompt)) >= count);
    }

    @Test
    void an_end_is_found_without_any_query() {
        String id = createTask("unwatched");
        awaitListed(id, "processing");
        vendor.onQuery(vendorId("unwatched"), Replies.completed("https://cdn.example.com/v.mp4"));

        awaitListed(id, "completed");

        int asks = vendor.asks(vendorId("unwatched"));
        createTask("polled after it");
        awaitAsks("polled after it", 6);
        assertThat(vendor.asks(vendorId("unwatched"))).as("an ended task is polled no more").isEqualTo(asks);
    }

    @Test
    void trouble_of_a_question_fails_no_task() {
        String id = createTask("troubled");
        awaitListed(id, "processing");
        for (FakeVendor.Reply trouble : List.of(Replies.raw(500, "oops"), Replies.raw(404, "{}"), Replies.reset(),
                Replies.raw(200, "<html>"), Replies.told("moderating", 10, Map.of()))) {
            int before = vendor.asks(vendorId("troubled"));
            vendor.onQuery(vendorId("troubled"), trouble);
            awaitAsks("troubled", before + 2);
            assertThat(listed(id, "status")).isEqualTo("processing");
        }
        vendor.onQuery(vendorId("troubled"), Replies.completed("https://cdn.example.com/v.mp4"));

        awaitListed(id, "completed");
    }

    @Test
    @DisabledOnIntegrationTest("the wait for the results is five minutes there")
    void completed_without_results_is_waited_with_for_a_bounded_time() {
        String id = createTask("empty");
        vendor.onQuery(vendorId("empty"), Replies.told("completed", 100, Map.of("results", new JsonArray())));

        await().until(() -> "100".equals(listed(id, "progress")));
        assertThat(listed(id, "status")).isEqualTo("processing");

        awaitListed(id, "failed");
        assertThat(listed(id, "error.code")).isEqualTo("results_missing");
    }

    @Test
    void the_vendors_retry_after_is_kept() {
        List<Long> seen = new CopyOnWriteArrayList<>();
        String id = createTask("throttled");
        FakeVendor.Reply throttled = Replies.raw(429, "", "Retry-After", "1");
        FakeVendor.Reply end = Replies.completed("https://cdn.example.com/v.mp4");
        vendor.onQuery(vendorId("throttled"), (request, vendorId) -> {
            seen.add(System.nanoTime());
            (seen.size() == 1 ? throttled : end).to(request, vendorId);
        });

        awaitListed(id, "completed");

        assertThat(seen).hasSize(2);
        assertThat(Duration.ofNanos(seen.get(1) - seen.get(0))).isGreaterThanOrEqualTo(Duration.ofMillis(990));
    }

    @Test
    void a_query_and_the_loop_do_not_disturb_each_other() {
        String id = createTask("both");
        for (int i = 0; i < 20; i++) {
            alice().get(TASKS + id + "?sync_upstream=true").then().statusCode(200).body("id", equalTo(id));
        }
        vendor.onQuery(vendorId("both"), Replies.completed("https://cdn.example.com/v.mp4"));

        alice().get(TASKS + id + "?sync_upstream=true").then().body("id", equalTo(id));
        awaitListed(id, "completed");
    }
}
