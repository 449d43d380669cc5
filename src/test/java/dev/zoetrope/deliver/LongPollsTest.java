package dev.zoetrope.deliver;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.createTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;

/** A long poll is woken by a change, answered in time, limited in number, and removed when its caller hangs up. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class LongPollsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    FakeVendor vendor;

    @Inject
    LongPolls longPolls;

    @Inject
    Ledger ledger;

    @Inject
    Vertx vertx;

    @AfterEach
    void no_long_poll_is_left() {
        await().until(() -> longPolls.size() == 0);
    }

    private Task task(String prompt) {
        return found(new TaskId(createTask(prompt)));
    }

    private Task found(TaskId id) {
        return ledger.find(id).await().atMost(Duration.ofSeconds(20)).orElseThrow();
    }

    private CompletableFuture<Task> startWait(LongPolls where, Task task, Duration maxWait) {
        return where.until(task, now -> now.state().ended(), maxWait).subscribeAsCompletionStage();
    }

    private static Task result(CompletableFuture<Task> answer) {
        return answer.orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Test
    void all_who_wait_are_told_of_the_end() {
        Task task = task("many wait");
        CompletableFuture<Task> one = startWait(longPolls, task, LONG);
        CompletableFuture<Task> other = startWait(longPolls, task, LONG);
        vendor.onQuery(vendor.creates("many wait").get(0).vendorId(), Replies.completed("https://cdn.example.com/v.mp4"));
        alice().get(TASKS + task.id().value() + "?sync_upstream=true");

        assertThat(result(one).state().ended()).isTrue();
        assertThat(result(other)).isEqualTo(result(one));
        assertThat(result(one).version()).isEqualTo(found(task.id()).version());
    }

    @Test
    void who_knows_an_old_state_is_told_of_the_end_that_was() {
        Task task = task("ended before");
        vendor.onQuery(vendor.creates("ended before").get(0).vendorId(),
                Replies.completed("https://cdn.example.com/v.mp4"));
        alice().get(TASKS + task.id().value() + "?sync_upstream=true");

        assertThat(result(startWait(longPolls, task, LONG)).state().ended()).isTrue();
    }

    @Test
    void who_has_waited_long_enough_is_told_the_state_as_it_is() {
        Task task = task("in vain");

        assertThat(result(startWait(longPolls, task, Duration.ofMillis(300)))).isEqualTo(found(task.id()));
    }

    @Test
    void without_time_or_place_nobody_waits() {
        Task task = task("no place");
        LongPolls none = new LongPolls(ledger, vertx, 0);
        LongPolls one = new LongPolls(ledger, vertx, 1);
        CompletableFuture<Task> first = startWait(one, task, LONG);

        assertThat(startWait(longPolls, task, Duration.ZERO)).isCompletedWithValue(task);
        assertThat(startWait(none, task, LONG)).isCompletedWithValue(task);
        assertThat(startWait(one, task, LONG)).isCompletedWithValue(task);
        assertThat(first).isNotDone();
        one.stop(new ShutdownDelayInitiatedEvent());
        assertThat(result(first)).isEqualTo(task);
        assertThat(startWait(one, task, LONG)).as("a process that stops answers at once").isCompletedWithValue(task);
        assertThat(one.size()).isZero();
    }

    @Test
    void who_goes_away_is_forgotten() {
        Task task = task("goes away");
        LongPolls one = new LongPolls(ledger, vertx, 1);
        one.until(task, now -> false, LONG).subscribe().with(told -> {
        }).cancel();

        assertThat(one.size()).isZero();
        CompletableFuture<Task> next = startWait(one, task, LONG);
        assertThat(next).as("the slot is free again").isNotDone();
        one.stop(new ShutdownDelayInitiatedEvent());
    }

    @Test
    void a_caller_that_hangs_up_leaves_no_trace() {
        Task task = task("hangs up and is forgotten");
        RawHttp client = new RawHttp(RestAssured.port).send("GET " + TASKS + task.id().value()
                + " HTTP/1.1\r\nHost: localhost\r\nPrefer: wait=60\r\nAuthorization: Bearer " + WithFakeVendor.ALICE
                + "\r\n\r\n");
        await().until(() -> longPolls.size() == 1);
        client.reset();

        await().until(() -> longPolls.size() == 0);
    }
}
