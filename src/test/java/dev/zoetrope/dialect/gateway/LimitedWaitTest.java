package dev.zoetrope.dialect.gateway;

import static dev.zoetrope.dialect.gateway.GatewayCalls.body;
import static dev.zoetrope.dialect.gateway.GatewayCalls.event;
import static dev.zoetrope.dialect.gateway.GatewayCalls.status;
import static dev.zoetrope.dialect.gateway.GatewayCalls.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;

/** A task that takes longer than any answer waits; comments keep the stream open until then. */
@QuarkusTest
@WithTestResource(LimitedWaitTest.Impatient.class)
class LimitedWaitTest {
    private static final String FILM = "https://cdn.example.com/late.mp4";

    FakeVendor vendor;

    public static class Impatient extends GatewayScenario {
        @Override
        public Map<String, String> tightened() {
            Map<String, String> settings = super.tightened();
            settings.put("test.events.longest-wait", "500ms");
            return settings;
        }
    }

    @Test
    void a_task_goes_on_after_an_answer_that_the_client_does_not_repeat() {
        HttpResponse<String> answer = waiting(body("l late")).join();

        JsonObject late = event(answer);
        assertThat(answer.body().split("\n\n").length).as("comments and the event").isGreaterThan(3);
        assertThat(late.getString("message")).startsWith("not_ended: ");
        assertThat(late.getInteger("statusCode")).isEqualTo(424);
        JsonObject operation = new JsonObject().put("id", late.getJsonObject("param").getString("taskId"));
        assertThat(status(operation).getString("status")).isEqualTo("pending");
        vendor.onQuery(vendor.creates("l late").get(0).vendorId(), Replies.completed(FILM));
        await().until(() -> status(operation).getString("status").equals("completed"));
        assertThat(vendor.creates("l late")).hasSize(1);
    }
}
