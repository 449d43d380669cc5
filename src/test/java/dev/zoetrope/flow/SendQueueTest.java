package dev.zoetrope.flow;

import static dev.zoetrope.api.Calls.GENERATIONS;
import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.as;
import static dev.zoetrope.api.Calls.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

/**
 * Creates without a free slot wait in the ledger: fairly between callers, and only up to a limit. The tracker
 * sends a create that waits, and the answer to the create contains the first outcome.
 */
@QuarkusTest
@WithTestResource(SendQueueTest.OneAtATime.class)
public class SendQueueTest {
    FakeVendor vendor;

    private final List<String> order = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();

    public static class OneAtATime extends WithFakeVendor {
        @Override
        public Map<String, String> tightened() {
            return Map.of("zoetrope.upstream.max-in-flight", "1", "zoetrope.submit.max-pending", "5",
                    "test.submit.caller-percent", "80", "zoetrope.submit.wait", "300ms",
                    "zoetrope.upstream.read-timeout", "20s");
        }
    }

    /** Makes the vendor answer only on {@link #answerNext}. */
    private void hold(String prompt, FakeVendor.Reply reply) {
        vendor.onCreate(prompt, (request, id) -> {
            order.add(prompt);
            held.add(() -> reply.to(request, id));
        });
    }

    private static Response create(String caller, String prompt) {
        return as(caller).contentType(ContentType.JSON).body(body(prompt)).post(GENERATIONS);
    }

    private String pending(String caller, String prompt) {
        hold(prompt, Replies.accepted());
        return create(caller, prompt).then().statusCode(200).body("status", equalTo("pending")).extract().path("id");
    }

    private void answerNext() {
        await().until(() -> !held.isEmpty());
        held.remove().run();
    }

    /** Answers all sends, so that no create waits in the next test. */
    @AfterEach
    void drain() {
        await().until(() -> {
            for (Runnable answer = held.poll(); answer != null; answer = held.poll()) {
                answer.run();
            }
            return List.of(WithFakeVendor.ALICE, WithFakeVendor.BOB).stream()
                    .allMatch(key -> as(key).get("/v1/tasks?status=pending&limit=100").jsonPath()
                            .getList("data.findAll { it.task_info.can_cancel }").isEmpty());
        });
    }

    @Test
    void one_callers_many_do_not_keep_anothers_first_waiting() {
        pending(WithFakeVendor.ALICE, "fair a1");
        for (int i = 2; i <= 4; i++) {
            pending(WithFakeVendor.ALICE, "fair a" + i);
        }
        pending(WithFakeVendor.BOB, "fair b1");

        for (int i = 0; i < 5; i++) {
            answerNext();
        }

        assertThat(order).containsExactlyInAnyOrder("fair a1", "fair a2", "fair a3", "fair a4", "fair b1");
        assertThat(order.indexOf("fair b1")).as(order.toString()).isLessThanOrEqualTo(2);
        assertThat(order).containsSubsequence("fair a1", "fair a2", "fair a3", "fair a4");
    }

    @Test
    void what_waits_is_bounded_for_each_caller_and_in_all() {
        pending(WithFakeVendor.ALICE, "bound a0");
        for (int i = 1; i <= 4; i++) {
            pending(WithFakeVendor.ALICE, "bound a" + i);
        }

        create(WithFakeVendor.ALICE, "bound a5").then().statusCode(503)
                .header("Retry-After", matchesPattern("[1-9][0-9]*"))
                .body("error.code", equalTo("too_many_pending"))
                .body("error.type", equalTo("service_unavailable_error"));
        pending(WithFakeVendor.BOB, "bound b1");
        create(WithFakeVendor.BOB, "bound b2").then().statusCode(503);

        drain();
        create(WithFakeVendor.ALICE, "bound a6").then().statusCode(200);
        assertThat(vendor.creates("bound a5")).isEmpty();
        assertThat(vendor.creates("bound b2")).isEmpty();
    }

    @Test
    void a_create_that_waits_and_is_refused_in_time_is_refused_at_once() {
        pending(WithFakeVendor.ALICE, "slow one");
        vendor.onCreate("refused in turn", Replies.error(422, null, "moderation", "No."));
        CompletableFuture<Response> second = CompletableFuture.supplyAsync(() -> alice().header("Prefer", "wait=30")
                .contentType(ContentType.JSON).body(body("refused in turn")).post(GENERATIONS));
        await().until(() -> alice().get("/v1/tasks?status=pending").jsonPath()
                .getList("data.findAll { it.task_info.can_cancel }").size() == 1);

        answerNext();

        second.join().then().statusCode(422).body("error.code", equalTo("moderation"));
        assertThat(vendor.creates("refused in turn")).hasSize(1);
    }

    @Test
    void a_create_that_waits_can_be_cancelled_and_is_never_sent() {
        pending(WithFakeVendor.ALICE, "holds the place");
        String id = pending(WithFakeVendor.ALICE, "cancelled in time");
        alice().get(TASKS + id).then().body("task_info.can_cancel", equalTo(true));

        alice().post(TASKS + id + "/cancel").then().statusCode(200).body("status", equalTo("cancelled"))
                .body("task_info.can_cancel", equalTo(false));

        answerNext();
        pending(WithFakeVendor.ALICE, "after the cancelled");
        assertThat(vendor.creates("cancelled in time")).isEmpty();
        assertThat(vendor.creates("after the cancelled")).hasSize(1);
    }
}
