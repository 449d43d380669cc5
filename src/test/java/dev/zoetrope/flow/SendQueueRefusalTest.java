package dev.zoetrope.flow;

import static dev.zoetrope.api.Calls.alice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.Test;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** A create that waits in the send queue gets its first outcome as its answer, although the tracker sends it. */
@QuarkusTest
@WithTestResource(SendQueueRefusalTest.OneSlot.class)
public class SendQueueRefusalTest {
    FakeVendor vendor;

    private final ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();

    public static class OneSlot extends WithFakeVendor {
        @Override
        public Map<String, String> tightened() {
            return Map.of("zoetrope.upstream.max-in-flight", "1", "zoetrope.submit.wait", "30s",
                    "zoetrope.upstream.read-timeout", "60s");
        }
    }

    private CompletableFuture<Response> create(String prompt) {
        return CompletableFuture.supplyAsync(() -> Calls.create(prompt));
    }

    private static int waiting() {
        return alice().get("/v1/tasks?status=pending").jsonPath().getList("data.findAll { it.task_info.can_cancel }")
                .size();
    }

    @Test
    void a_create_that_waits_and_is_refused_in_time_is_refused_at_once() {
        vendor.onCreate("slow one", (request, id) -> held.add(() -> Replies.accepted().to(request, id)));
        CompletableFuture<Response> first = create("slow one");
        await().until(() -> !held.isEmpty());
        vendor.onCreate("refused in turn", Replies.error(422, null, "moderation", "No."));
        CompletableFuture<Response> second = create("refused in turn");
        await().until(() -> waiting() == 1);

        held.remove().run();

        second.join().then().statusCode(422).body("error.code", equalTo("moderation"));
        first.join().then().statusCode(200);
        assertThat(vendor.creates("refused in turn")).hasSize(1);
    }
}
