package dev.zoetrope.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.zoetrope.track.poll.VirtualTracker;
import dev.zoetrope.upstream.PollOutcome;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.video.VendorObservation.Phase;

/** The events that end a task without a result, and those that do not. Days pass on a virtual clock. */
class DeadlineTest {
    private static final PollOutcome SILENCE = new PollOutcome.NoAnswer(null);
    private static final Duration DEADLINE = Duration.ofHours(2);
    private static final Duration MARGIN = Duration.ofMinutes(3);

    private PollOutcome outcome = VirtualTracker.running();
    private int polls;
    private final VirtualTracker tracker = new VirtualTracker(Map.of(), 1, (id, now) -> {
        polls++;
        return outcome;
    });
    private final Task task = tracker.accepted("aaaaaaaa", 60);

    private TaskState after(Duration time) {
        polls = 0;
        tracker.run(time);
        return tracker.state(task);
    }

    private static String code(TaskState state) {
        return state instanceof TaskState.Failed failed ? failed.error().code() : state.status().value();
    }

    @Test
    void a_task_without_an_end_fails_at_its_deadline_and_not_before() {
        assertThat(code(after(DEADLINE.minusSeconds(1)))).isEqualTo("processing");
        assertThat(polls).as("few polls, because intervals are long in the tail").isLessThan(200);

        assertThat(code(after(MARGIN))).isEqualTo(TaskError.DEADLINE_EXCEEDED);
    }

    @Test
    void a_weekend_without_the_vendor_ends_no_task() {
        after(Duration.ofMinutes(1));
        outcome = SILENCE;

        assertThat(code(after(Duration.ofHours(60)))).isEqualTo("processing");
        assertThat(polls).as("the polls go on, rarely").isBetween(60 * 30, 60 * 60);

        outcome = VirtualTracker.completed();
        assertThat(after(MARGIN).status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void the_vendors_first_word_after_a_weekend_may_end_it() {
        outcome = SILENCE;
        after(Duration.ofHours(60));
        outcome = VirtualTracker.running();

        assertThat(code(after(MARGIN))).isEqualTo(TaskError.DEADLINE_EXCEEDED);
    }

    @Test
    void a_task_the_vendor_does_not_know_fails_only_at_its_deadline() {
        outcome = new PollOutcome.UnknownTask();

        assertThat(code(after(DEADLINE.minusSeconds(1)))).isIn("pending", "processing");
        assertThat(code(after(MARGIN))).isEqualTo(TaskError.DEADLINE_EXCEEDED);
    }

    @Test
    void a_late_success_wins_for_a_day() {
        after(DEADLINE.plus(MARGIN));
        assertThat(code(after(Duration.ofHours(22)))).isEqualTo(TaskError.DEADLINE_EXCEEDED);
        assertThat(polls).as("rare polls: the interval doubles from 5 minutes to an hour").isBetween(22, 32);
        outcome = VirtualTracker.completed();

        assertThat(after(Duration.ofHours(1)).status()).isEqualTo(Status.COMPLETED);
        assertThat(tracker.ledger.task(task.id()).dueAt()).isNull();
    }

    @Test
    void after_a_day_nobody_asks_any_more() {
        after(DEADLINE.plus(Duration.ofHours(26)));
        outcome = VirtualTracker.completed();

        assertThat(code(after(Duration.ofDays(3)))).isEqualTo(TaskError.DEADLINE_EXCEEDED);
        assertThat(polls).isZero();
        assertThat(tracker.ledger.task(task.id()).dueAt()).isNull();
    }

    @Test
    void the_day_is_not_over_before_the_vendor_has_answered() {
        after(DEADLINE.plus(MARGIN));
        outcome = SILENCE;
        after(Duration.ofHours(60));
        outcome = VirtualTracker.completed();

        assertThat(after(Duration.ofHours(1)).status()).isEqualTo(Status.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource(names = { "FAILED", "CANCELLED" })
    void another_late_end_changes_nothing_and_ends_the_questions(Phase phase) {
        after(DEADLINE.plus(MARGIN));
        outcome = VirtualTracker.observed(phase);

        assertThat(code(after(Duration.ofHours(2)))).isEqualTo(TaskError.DEADLINE_EXCEEDED);
        assertThat(polls).isEqualTo(1);
    }

    @Test
    void completed_without_results_is_asked_about_until_the_wait_is_over() {
        after(Duration.ofMinutes(1));
        outcome = VirtualTracker.observed(Phase.COMPLETED);

        assertThat(code(after(Duration.ofMinutes(4)))).isEqualTo("processing");
        assertThat(polls).isBetween(10, 40);
        assertThat(code(after(Duration.ofMinutes(5)))).isEqualTo(TaskError.RESULTS_MISSING);
    }

    @Test
    void the_vendors_wish_holds_the_task_and_all_others_for_a_bounded_time() {
        Instant start = tracker.clock.instant();
        outcome = new PollOutcome.NoAnswer(Duration.ofMinutes(20));
        Task other = tracker.accepted("bbbbbbbb", 300);

        after(Duration.ofSeconds(60));
        assertThat(polls).as("one poll, then none for a minute").isEqualTo(1);
        outcome = VirtualTracker.completed();

        assertThat(code(after(Duration.ofMinutes(5)))).isEqualTo("pending");
        assertThat(tracker.state(other).status()).as("the pause of all polls is shorter").isEqualTo(Status.COMPLETED);
        assertThat(after(Duration.ofMinutes(16)).status()).isEqualTo(Status.COMPLETED);
        assertThat(tracker.ledger.task(task.id()).updatedAt()).isAfter(start.plus(Duration.ofMinutes(20)));
    }
}
