package dev.zoetrope.upstream;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** An acceptance that arrives after the guard's timeout: the render is billed, so the task is tracked. */
@QuarkusTest
@WithTestResource(LateAcceptanceTest.EarlyTimeout.class)
public class LateAcceptanceTest {
    FakeVendor vendor;

    /** The guard times out long before the client, like the timer of a process that was paused. */
    public static class EarlyTimeout extends WithFakeVendor {
        @Override
        public Map<String, String> tightened() {
            return Map.of(GUARDS + "/create\".timeout.value", "300", "zoetrope.upstream.read-timeout", "5s");
        }
    }

    @Test
    void it_is_written_whatever_the_guard_has_decided() {
        vendor.onCreate("late", Replies.later(900, Replies.accepted()));

        String id = create("late").then().statusCode(200).body("error.code", equalTo("submission_unknown")).extract()
                .path("id");
        vendor.onQuery(vendor.creates("late").get(0).vendorId(), Replies.completed("https://cdn.example.com/late.mp4"));

        await().untilAsserted(() -> alice().get(TASKS + id + "?sync_upstream=true").then()
                .body("status", equalTo("completed")));
        assertThat(vendor.creates("late")).hasSize(1);
    }
}
