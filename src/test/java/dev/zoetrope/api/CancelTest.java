package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.as;
import static dev.zoetrope.api.Calls.create;
import static dev.zoetrope.api.Calls.createTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.FakeVendor.Reply;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;

/** A task that has not been sent can be cancelled and is never sent then. A task that was sent cannot be cancelled. */
@QuarkusTest
@WithTestResource(LawTest.ShortBackOffs.class)
public class CancelTest {
    FakeVendor vendor;

    private static Reply deferred(int seconds) {
        return Replies.raw(429, "", "Retry-After", Integer.toString(seconds));
    }

    /** Defers the first send of this prompt by a second and accepts the second send. */
    private Reply acceptedAtSecondSend(String prompt) {
        return (request, id) -> (vendor.creates(prompt).size() == 1 ? deferred(1) : Replies.accepted()).to(request, id);
    }

    private static Response cancel(String id) {
        return alice().post(TASKS + id + "/cancel");
    }

    private static ValidatableResponse seen(String id) {
        return alice().get(TASKS + id).then().statusCode(200);
    }

    @Test
    void an_unsent_task_is_cancelled_at_once_and_a_second_cancel_is_told_the_same() {
        vendor.onCreate("later", deferred(3600));
        String id = createTask("later");
        seen(id).body("status", equalTo("pending")).body("task_info.can_cancel", equalTo(true));

        cancel(id).then().statusCode(200).body("id", equalTo(id)).body("status", equalTo("cancelled"))
                .body("task_info.can_cancel", equalTo(false));

        cancel(id).then().statusCode(200).body("status", equalTo("cancelled"));
        seen(id).body("status", equalTo("cancelled")).body("task_info.can_cancel", equalTo(false));
    }

    @Test
    void a_task_under_way_or_accepted_cannot_be_cancelled_and_says_so() {
        vendor.onCreate("slowly", (request, id) -> Vertx.currentContext().owner().setTimer(700,
                late -> Replies.accepted().to(request, id)));
        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(() -> create("slowly"));
        await().until(() -> vendor.creates("slowly").size() == 1);
        String id = alice().get("/v1/tasks?limit=1").path("data[0].id");

        seen(id).body("status", equalTo("pending")).body("task_info.can_cancel", equalTo(false));
        cancel(id).then().statusCode(409).body("error.type", equalTo("conflict"))
                .body("error.code", equalTo("not_cancellable"));

        answer.join().then().statusCode(200).body("id", equalTo(id)).body("task_info.can_cancel", equalTo(false));
        cancel(id).then().statusCode(409).body("error.code", equalTo("not_cancellable"));
        seen(id).body("task_info.can_cancel", equalTo(false));
    }

    @Test
    void a_task_that_ended_cannot_be_cancelled() {
        vendor.onCreate("lost", Replies.reset());
        String lost = createTask("lost");
        String made = createTask("made");
        vendor.onQuery(vendor.creates("made").get(0).vendorId(), Replies.completed("https://cdn.example.com/m.mp4"));
        alice().get(TASKS + made + "?sync_upstream=true").then().body("status", equalTo("completed"))
                .body("task_info.can_cancel", equalTo(false));

        for (String id : List.of(lost, made)) {
            cancel(id).then().statusCode(409).body("error.code", equalTo("not_cancellable"));
            seen(id).body("task_info.can_cancel", equalTo(false));
        }
    }

    @Test
    void a_task_of_somebody_else_or_nobody_is_404() {
        vendor.onCreate("not bobs", deferred(3600));
        String id = createTask("not bobs");

        as(WithFakeVendor.BOB).post(TASKS + id + "/cancel").then().statusCode(404)
                .body("error.type", equalTo("not_found"));
        cancel("task-unified-1757165031-uyujaw3d").then().statusCode(404);
        cancel("nonsense").then().statusCode(404);

        seen(id).body("status", equalTo("pending"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{}", "{\"reason\":\"changed my mind\"}", "{{{" })
    void a_body_is_of_no_interest(String body) {
        vendor.onCreate("with a body", deferred(3600));
        String id = createTask("with a body");

        alice().contentType("application/json").body(body).post(TASKS + id + "/cancel").then().statusCode(200)
                .body("status", equalTo("cancelled"));
    }

    /**
     * A cancel races with the resend by the tracker, on the real ledger. Exactly one of the two succeeds. The resend is due
     * after a second, so that both happen even on a busy machine.
     */
    @Test
    void a_cancelled_task_is_never_sent_whatever_races_with_it() {
        ExecutorService crowd = Executors.newFixedThreadPool(16);
        List<CompletableFuture<Boolean>> cancelled = IntStream.range(0, 80)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    vendor.onCreate("race " + i, acceptedAtSecondSend("race " + i));
                    String id = createTask("race " + i);
                    await().pollDelay(Duration.ofMillis(500 + i % 40 * 25)).until(() -> true);
                    return cancel(id).statusCode() == 200;
                }, crowd)).toList();
        List<Boolean> won = cancelled.stream().map(CompletableFuture::join).toList();
        crowd.shutdown();

        // A later deferred task has been resent, so all rounds that could have resent the earlier tasks are over.
        vendor.onCreate("witness", acceptedAtSecondSend("witness"));
        String witness = createTask("witness");
        await().until(() -> vendor.creates("witness").size() == 2);
        await().untilAsserted(() -> seen(witness).body("task_info.can_cancel", equalTo(false)));

        assertThat(won).as("some races are won by the cancel and some by the resend").contains(true, false);
        for (int i = 0; i < won.size(); i++) {
            assertThat(vendor.creates("race " + i)).as("race %d, cancelled: %s", i, won.get(i))
                    .hasSize(won.get(i) ? 1 : 2);
        }
    }
}
