package dev.zoetrope.track;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.as;
import static dev.zoetrope.api.Calls.createTask;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

/** On-demand mode: a query does the due work of its task, a tick does all due work, and nothing else runs. */
@QuarkusTest
@WithTestResource(TrackingScenario.OnDemand.class)
class OnDemandTest {
    private static final String TICK = "/v1/maintenance/tick";

    FakeVendor vendor;

    private String vendorId(String prompt) {
        return vendor.creates(prompt).get(0).vendorId();
    }

    private static JsonPath tick() {
        return as(WithFakeVendor.OPS).post(TICK).then().statusCode(200)
                .body("object", equalTo("maintenance.tick")).extract().jsonPath();
    }

    private static String listed(String id) {
        return alice().get(TASKS + "?limit=100").jsonPath().getString("data.find { it.id == '" + id + "' }.status");
    }

    @Test
    void nobody_is_asked_without_a_query() {
        String id = createTask("sleeping");
        vendor.onQuery(vendorId("sleeping"), Replies.completed("https://cdn.example.com/v.mp4"));
        await().during(Duration.ofMillis(500)).until(() -> vendor.asks(vendorId("sleeping")) == 0);

        alice().get(TASKS + id).then().body("status", equalTo("completed"));

        assertThat(vendor.asks(vendorId("sleeping"))).isEqualTo(1);
    }

    @Test
    void a_query_sends_what_is_due_for_its_task() {
        vendor.onCreate("deferred", Replies.raw(429, "", "Retry-After", "0"));
        String id = createTask("deferred");
        vendor.onCreate("deferred", Replies.accepted());
        await().during(Duration.ofMillis(300)).until(() -> vendor.creates("deferred").size() == 1);

        alice().get(TASKS + id).then().statusCode(200);

        assertThat(vendor.creates("deferred")).hasSize(2);
        vendor.onQuery(vendor.creates("deferred").get(1).vendorId(), Replies.processing(33));
        alice().get(TASKS + id).then().body("progress", equalTo(33));
        assertThat(vendor.creates("deferred")).as("resent once, and never again").hasSize(2);
    }

    @Test
    @Timeout(60)
    void a_tick_does_what_is_due_and_answers_when_it_is_done() {
        vendor.onCreate("to send", Replies.raw(429, "", "Retry-After", "0"));
        String unsent = createTask("to send");
        vendor.onCreate("to send", Replies.accepted());
        String running = createTask("to ask");
        vendor.onQuery(vendorId("to ask"), Replies.completed("https://cdn.example.com/v.mp4"));
        int sent = 0;
        int asked = 0;
        while (sent == 0 || !"completed".equals(listed(running))) { // due after some milliseconds
            JsonPath done = tick();
            sent += done.getInt("sent");
            asked += done.getInt("asked");
            assertThat(done.getBoolean("more")).isFalse();
        }

        assertThat(asked).isGreaterThanOrEqualTo(1);
        assertThat(vendor.creates("to send")).hasSize(2);
        assertThat(listed(unsent)).isIn("pending", "processing");
    }

    @Test
    void who_waits_does_the_due_work_of_its_task_itself() {
        // Given: the vendor defers the create once and then accepts it; the second poll returns completed
        vendor.onCreate("waited for", Replies.raw(429, "", "Retry-After", "0"));
        String id = createTask("waited for");
        vendor.onCreate("waited for", (request, vendorId) -> {
            vendor.onQuery(vendorId, Replies.first(Replies.processing(50), Replies.completed("https://cdn.example.com/v.mp4")));
            Replies.accepted().to(request, vendorId);
        });
        // When, then
        alice().header("Prefer", "wait=45").get(TASKS + id).then().statusCode(200).body("status", equalTo("completed"))
                .header("Preference-Applied", equalTo("wait=45"));
        assertThat(vendor.creates("waited for")).hasSize(2);
    }

    @Test
    void a_create_is_not_answered_before_its_outcome_is_known() {
        vendor.onCreate("not async", Replies.later(1200, Replies.accepted()));

        alice().header("Prefer", "respond-async, wait=0").contentType("application/json").body(Calls.body("not async"))
                .post(Calls.GENERATIONS).then().statusCode(200).header("Preference-Applied", equalTo("wait=0"));

        await().untilAsserted(() -> assertThat(vendor.asks(vendorId("not async"))).isZero());
        assertThat(vendor.creates("not async")).hasSize(1);
    }

    @Test
    void there_is_nothing_to_listen_to() {
        String id = createTask("nothing to hear");

        alice().get(TASKS + "events").then().statusCode(409).body("error.code", equalTo("not_available"));
        alice().get(TASKS + id + "/events").then().statusCode(409).body("error.code", equalTo("not_available"));
    }

    @Test
    void a_tick_is_for_operators() {
        alice().post(TICK).then().statusCode(403).body("error.type", equalTo("permission_error"));
        as("nobodys-key").post(TICK).then().statusCode(401);
        given().post(TICK).then().statusCode(401);
    }
}
