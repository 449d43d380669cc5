package dev.zoetrope.upstream;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.create;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A vendor whose host name cannot be resolved (RFC 2606 reserves it): nothing was sent. */
@QuarkusTest
@WithTestResource(NoSuchHostTest.UnresolvableVendor.class)
public class NoSuchHostTest {

    /** A reserved host name that never resolves. */
    public static class UnresolvableVendor extends WithFakeVendor {
        @Override
        public Map<String, String> tightened() {
            return Map.of("zoetrope.upstream.url", "http://vendor.invalid", "zoetrope.upstream.read-timeout", "30s",
                    "zoetrope.submit.wait", "60s", "zoetrope.submit.deadline", "2s", "zoetrope.submit.first-back-off",
                    "100ms");
        }
    }

    @Test
    void a_name_that_does_not_resolve() {
        String id = create("nowhere").then().statusCode(200).body("status", equalTo("pending"))
                .body("error", nullValue()).body("task_info.can_cancel", equalTo(true)).extract().path("id");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> alice().get(TASKS + id).then()
                .body("status", equalTo("failed")).body("error.code", equalTo("deadline_exceeded")));
    }
}
