package dev.zoetrope.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.WithFakeVendor;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.OperatorFinding;
import dev.zoetrope.video.Requests;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;

/** Two contradictory changes at the same time on the real ledger: exactly one of them happens. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class OptimisticTaskUpdateRaceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** The tracker of the application must not end a send of this test. */
    private static final Instant NO_END_OF_THE_LEASE = Instant.parse("2100-01-01T00:00:00Z");
    private static final Caller CALLER = new Caller("racer");
    private static final GenerationRequest REQUEST = Requests.image("https://example.com/a.jpg");

    private static final SplittableRandom RANDOM = new SplittableRandom(7);

    @Inject
    Ledger ledger;
    @Inject
    Cancellation cancellation;
    @Inject
    Reconciliation reconciliation;

    /** Stores a task that is never due, so that only this test sends it. */
    private Task storedTask(TaskState state) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Task task = new Task(TaskId.next(now, RANDOM), CALLER, REQUEST, state, now, now, null, 0, 0);
        ledger.create(CreateIntent.of(task)).await().atMost(PATIENCE);
        return task;
    }

    private CompletableFuture<Boolean> cancelled(Task task) {
        return CompletableFuture.supplyAsync(() -> cancellation.cancel(CALLER, task.id().value()).map(done -> true)
                .onFailure(FailureException.class).recoverWithItem(false).await().atMost(PATIENCE));
    }

    private CompletableFuture<Boolean> permittedToSend(Task task) {
        Uni<Boolean> write = ledger
                .transition(task.transitionTo(new TaskState.Pending().send(), task.createdAt(), NO_END_OF_THE_LEASE));
        return CompletableFuture.supplyAsync(() -> write.await().atMost(PATIENCE));
    }

    @Test
    void a_cancel_and_the_permission_to_send() {
        for (int i = 0; i < 200; i++) {
            Task task = storedTask(new TaskState.Pending());
            boolean sendFirst = i % 2 == 0;

            CompletableFuture<Boolean> first = sendFirst ? permittedToSend(task) : cancelled(task);
            CompletableFuture<Boolean> second = sendFirst ? cancelled(task) : permittedToSend(task);
            boolean sent = (sendFirst ? first : second).join();
            boolean cancelled = (sendFirst ? second : first).join();

            assertThat(sent).as("race %d: exactly one of sent and cancelled", i).isNotEqualTo(cancelled);
            Optional<Task> stored = ledger.find(task.id()).await().atMost(PATIENCE);
            assertThat(stored.orElseThrow().state())
                    .isInstanceOf(cancelled ? TaskState.Cancelled.class : TaskState.Sending.class);
        }
    }

    @Test
    void of_two_cancels_both_are_told_that_it_is_cancelled() {
        for (int i = 0; i < 50; i++) {
            Task task = storedTask(new TaskState.Pending());

            CompletableFuture<Boolean> one = cancelled(task);
            CompletableFuture<Boolean> other = cancelled(task);

            assertThat(one.join()).isTrue();
            assertThat(other.join()).isTrue();
            assertThat(ledger.find(task.id()).await().atMost(PATIENCE).orElseThrow().version()).isEqualTo(1);
        }
    }

    @Test
    void a_late_acceptance_and_an_operator_who_says_otherwise() {
        for (int i = 0; i < 100; i++) {
            Task sending = storedTask(new TaskState.Sending());
            Task unknown = sending.transitionTo(new TaskState.Sending().unknown(), sending.createdAt(), null);
            ledger.transition(unknown).await().atMost(PATIENCE);
            Task reopened = unknown.transitionTo(((TaskState.Failed) unknown.state()).reopen("late " + i, unknown.createdAt()),
                    unknown.createdAt(), null);

            CompletableFuture<Boolean> verdict = CompletableFuture.supplyAsync(() -> reconciliation
                    .reconcile("ops", unknown.id().value(), new OperatorFinding.NotCreated()).map(done -> true)
                    .onFailure(FailureException.class).recoverWithItem(false).await().atMost(PATIENCE));
            boolean accepted = ledger.transition(reopened).await().atMost(PATIENCE);

            assertThat(verdict.join()).as("race %d: exactly one of finding and acceptance", i).isNotEqualTo(accepted);
            assertThat(ledger.find(unknown.id()).await().atMost(PATIENCE).orElseThrow().state())
                    .isInstanceOf(accepted ? TaskState.Running.class : TaskState.Failed.class);
        }
    }
}
