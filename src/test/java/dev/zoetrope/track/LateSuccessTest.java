package dev.zoetrope.track;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.createTask;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The deadline of a task, and a success after it. */
@QuarkusTest
@WithTestResource(TrackingScenario.InAHurry.class)
class LateSuccessTest {
    FakeVendor vendor;

    @Test
    void a_late_success_wins_over_the_deadline() {
        String id = createTask("late");
        await().untilAsserted(() -> alice().get(TASKS + id).then().body("status", equalTo("failed"))
                .body("error.code", equalTo("deadline_exceeded")));

        vendor.onQuery(vendor.creates("late").get(0).vendorId(), Replies.completed("https://cdn.example.com/late.mp4"));

        await().untilAsserted(() -> alice().get(TASKS + id).then().body("status", equalTo("completed"))
                .body("results[0].url", equalTo("https://cdn.example.com/late.mp4")).body("error", nullValue()));
    }

    @Test
    void no_answer_no_deadline() {
        vendor.onCreate("outage", (request, vendorId) -> {
            vendor.onQuery(vendorId, Replies.raw(500, "oops"));
            Replies.accepted().to(request, vendorId);
        });
        String id = createTask("outage");
        String witness = createTask("witness of the deadline");

        // The deadline of a later task is over, and then some polls get no answer.
        await().untilAsserted(
                () -> alice().get(TASKS + witness).then().body("error.code", equalTo("deadline_exceeded")));
        int asks = vendor.asks(vendor.creates("outage").get(0).vendorId());
        await().until(() -> vendor.asks(vendor.creates("outage").get(0).vendorId()) > asks + 6);
        alice().get(TASKS + id).then().body("status", equalTo("pending"));

        vendor.onQuery(vendor.creates("outage").get(0).vendorId(), Replies.processing(50));
        await().untilAsserted(() -> alice().get(TASKS + id).then().body("error.code", equalTo("deadline_exceeded")));
    }
}
