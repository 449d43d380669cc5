package dev.zoetrope.ledger.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.CallbackTasks;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.Delivery;
import dev.zoetrope.ledger.DeliveryState;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.LedgerTest;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** The end of a task and its row in the outbox are written in one commit, by every operation that ends a task. */
class OutboxTest extends LedgerTest {
    private static final Instant NOW = Tasks.T0;
    private static final String URL = "https://Hooks.example.com/in?token=x";
    private SqlOutbox outbox;

    @BeforeEach
    void prepare() {
        outbox = new SqlOutbox(fixture.ledger);
    }

    private Task sending() {
        return inserted(CallbackTasks.sending("alice", URL, NOW));
    }

    private Task running() {
        return written(CallbackTasks.running(sending(), NOW));
    }

    private Task written(Task next) {
        assertThat(get(fixture.ledger.transition(next))).isTrue();
        return next;
    }

    private List<Delivery> deliveriesOf(Task task) {
        return get(outbox.list(task.caller(), Optional.of(task.id()), Optional.empty(), 100, Optional.empty()));
    }

    @Test
    void an_end_is_told_of_and_nothing_else_is() {
        // Given
        Task running = running();
        assertThat(deliveriesOf(running)).isEmpty();
        // When
        Task completed = written(CallbackTasks.completed(running, NOW.plusSeconds(60), null));
        // Then
        Delivery delivery = deliveriesOf(completed).get(0);
        assertThat(deliveriesOf(completed)).hasSize(1);
        assertThat(delivery.id()).matches("msg_[0-9]+-[a-z0-9]{8}-[0-9a-f]{8}");
        assertThat(delivery).isEqualTo(new Delivery(delivery.id(), completed.id(), completed.caller(), URL,
                "https://hooks.example.com:443", "completed", DeliveryState.WAITING, 0, NOW.plusSeconds(60),
                NOW.plusSeconds(60), null, null, null));
        assertThat(delivery.toString()).doesNotContain("token");
    }

    @Test
    void who_did_not_ask_is_not_told_of() {
        Task task = Tasks.sending();
        get(fixture.ledger.create(CreateIntent.of(task)));

        written(Tasks.completed(written(Tasks.running(task, "vendor-1"))));

        assertThat(deliveriesOf(task)).isEmpty();
    }

    @Test
    void every_kind_of_end_is_told_of() {
        // When
        Task refused = written(
                sending()
                        .transitionTo(new TaskState.Sending().refused(new TaskError("bad\u0000 prompt" + "x".repeat(900), "no"),
                                Failure.refusedByVendor(422, null, "bad", "no")), NOW, null));
        Task unknown = written(sending().transitionTo(new TaskState.Sending().unknown(), NOW, null));
        Task cancelled = written(written(sending().transitionTo(new TaskState.Pending(), NOW, NOW)).transitionTo(
                new TaskState.Pending().cancel(), NOW, null));
        // Then
        assertThat(deliveriesOf(refused)).extracting(Delivery::event).singleElement().asString()
                .startsWith("failed.bad??prompt").hasSizeLessThan(80);
        assertThat(deliveriesOf(unknown)).extracting(Delivery::event).containsExactly("failed.submission_unknown");
        assertThat(deliveriesOf(cancelled)).extracting(Delivery::event).containsExactly("cancelled");
    }

    @Test
    void the_end_and_its_row_are_one_commit() throws SQLException {
        // Given: the row cannot be written
        Task running = running();
        fixture.execute("drop table delivery");
        // When
        Throwable failure = fixture.ledger.transition(CallbackTasks.completed(running, NOW, null)).onItem()
                .<Throwable> transform(
                        won -> null)
                .onFailure().recoverWithItem(trouble -> trouble).await().atMost(LedgerFixture.PATIENCE);
        // Then: the task has not ended either
        assertThat(failure).isInstanceOf(LedgerException.class);
        assertThat(fixture.stored("select state from task where id = '" + running.id() + "'")).isEqualTo("running");
    }

    @Test
    void who_loses_the_race_tells_nothing() {
        Task running = running();
        Task completed = written(CallbackTasks.completed(running, NOW, null));

        boolean won = get(fixture.ledger.transition(CallbackTasks.expired(running, NOW)));

        assertThat(won).isFalse();
        assertThat(deliveriesOf(completed)).extracting(Delivery::event).containsExactly("completed");
    }

    @Test
    void an_end_that_is_written_again_is_one_event_and_a_late_success_a_second() {
        // Given
        Task expired = written(CallbackTasks.expired(running(), NOW));
        String first = deliveriesOf(expired).get(0).id();
        // When: polls for a late success, and then the video
        Task looked = written(expired.dueAt(NOW.plusSeconds(600)));
        Task again = written(looked.dueAt(NOW.plusSeconds(900)));
        Task completed = written(CallbackTasks.completed(again, NOW.plusSeconds(950), null));
        // Then
        assertThat(deliveriesOf(completed)).extracting(Delivery::event).containsExactlyInAnyOrder("failed.deadline_exceeded",
                "completed");
        assertThat(deliveriesOf(completed)).extracting(Delivery::id).contains(first).doesNotHaveDuplicates();
    }

    @Test
    void a_file_that_is_still_to_be_kept_is_waited_for() {
        // Given
        Task completed = written(CallbackTasks.completed(running(), NOW, NOW));
        Instant patience = NOW.plusSeconds(60);
        assertThat(deliveriesOf(completed)).extracting(Delivery::dueAt).containsExactly(patience);
        // When: one copy fails, the next one succeeds
        Task tried = written(completed.transitionTo(completed.state(), NOW.plusSeconds(5), NOW.plusSeconds(20)));
        assertThat(deliveriesOf(tried)).extracting(Delivery::dueAt).containsExactly(patience);
        Task kept = written(tried.transitionTo(tried.state(), NOW.plusSeconds(25), null));
        // Then
        assertThat(deliveriesOf(kept)).extracting(Delivery::dueAt).containsExactly(NOW.plusSeconds(25));
    }

    @Test
    void a_copy_that_is_done_later_pulls_nothing_that_was_tried() {
        // Given: the copy took too long, and the first attempt failed
        Task completed = written(CallbackTasks.completed(running(), NOW, NOW));
        Instant late = NOW.plusSeconds(61);
        Delivery claimed = get(outbox.claim(late, Duration.ofSeconds(30), 10, ClaimDeliveriesTest.OPEN)).deliveries().get(0);
        assertThat(get(outbox.recordAttempt(claimed, DeliveryState.WAITING, late.plusSeconds(5), 500, "refused"))).isTrue();
        // When
        Task kept = written(completed.transitionTo(completed.state(), late, null));
        // Then
        assertThat(deliveriesOf(kept)).extracting(Delivery::dueAt).containsExactly(late.plusSeconds(5));
    }

    @Test
    void both_writes_of_an_end_may_share_a_commit() {
        Task completed = CallbackTasks.completed(running(), NOW, NOW);
        Task kept = completed.transitionTo(completed.state(), NOW.plusSeconds(1), null);

        LedgerFixture.all(List.of(fixture.ledger.transition(completed), fixture.ledger.transition(kept)));

        assertThat(deliveriesOf(kept)).extracting(Delivery::dueAt).containsExactly(NOW.plusSeconds(1));
    }

    @Test
    void what_a_settling_ends_is_told_of() {
        // Given
        Task interrupted = sending();
        Task silent = Tasks.sending();
        get(fixture.ledger.create(CreateIntent.of(silent)));
        // When
        int ended = fixture.failInterruptedSends(NOW.plusSeconds(1));
        // Then
        assertThat(ended).isEqualTo(2);
        assertThat(deliveriesOf(interrupted)).singleElement().satisfies(delivery -> {
            assertThat(delivery.event()).isEqualTo("failed.submission_unknown");
            assertThat(delivery.dueAt()).isEqualTo(NOW.plusSeconds(1));
        });
        assertThat(deliveriesOf(silent)).isEmpty();
    }

    @Test
    void many_ends_in_one_commit_are_all_told_of() {
        List<Task> running = java.util.stream.IntStream.range(0, 50).mapToObj(i -> running()).toList();
        List<Uni<Boolean>> ends = running.stream()
                .map(task -> fixture.ledger.transition(CallbackTasks.completed(task, NOW, null))).toList();

        assertThat(LedgerFixture.all(ends)).containsOnly(true);

        running.forEach(task -> assertThat(deliveriesOf(task)).hasSize(1));
        assertThat(get(outbox.countWaiting())).isEqualTo(50);
    }

    @Test
    void a_task_goes_with_its_deliveries_but_not_while_one_waits() throws SQLException {
        // Given
        Task completed = written(CallbackTasks.completed(running(), NOW, null));
        Instant later = NOW.plusSeconds(3600);
        assertThat(remove(later)).isZero();
        Delivery claimed = get(outbox.claim(NOW, Duration.ofSeconds(30), 1, ClaimDeliveriesTest.OPEN)).deliveries().get(0);
        get(outbox.recordAttempt(claimed, DeliveryState.GIVEN_UP, null, null, "unreachable"));
        // When
        int removed = remove(later);
        // Then
        assertThat(removed).isEqualTo(1);
        assertThat(deliveriesOf(completed)).isEmpty();
        assertThat(fixture.stored("select count(*) from delivery")).isEqualTo("0");
    }

    private int remove(Instant before) {
        return get(fixture.ledger.ended(before, 10).flatMap(fixture.ledger::delete));
    }
}
