package dev.zoetrope.dialect.gateway;

import static dev.zoetrope.dialect.gateway.GatewayCalls.TEXT_TO_VIDEO;
import static dev.zoetrope.dialect.gateway.GatewayCalls.body;
import static dev.zoetrope.dialect.gateway.GatewayCalls.start;
import static dev.zoetrope.dialect.gateway.GatewayCalls.status;
import static dev.zoetrope.dialect.gateway.GatewayCalls.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.track.TrackingScenario;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;

/** In on-demand mode no answer waits, and a video is made by start and status. */
@QuarkusTest
@WithTestResource(TrackingScenario.OnDemand.class)
class OnDemandWaitTest {
    FakeVendor vendor;

    @Test
    void a_create_that_would_wait_is_refused_before_it_is_sent() {
        HttpResponse<String> answer = waiting(body("o waits")).join();

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo("not_available");
        assertThat(error.getString("message")).contains("zoetrope.track.mode").contains("poll");
        assertThat(vendor.creates("o waits")).isEmpty();
    }

    @Test
    void a_status_does_the_due_work() {
        JsonObject operation = new JsonObject(start(TEXT_TO_VIDEO, body("o starts")).asString()).getJsonObject("operation");
        vendor.onQuery(vendor.creates("o starts").get(0).vendorId(), Replies.completed("https://cdn.example.com/o.mp4"));

        await().until(() -> status(operation).getString("status").equals("completed"));
    }
}
