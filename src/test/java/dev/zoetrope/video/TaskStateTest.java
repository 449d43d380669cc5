package dev.zoetrope.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.zoetrope.video.VendorObservation.Phase;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The state machine: the permitted transitions, and the invariants. */
class TaskStateTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Failure NO = Failure.refusedByVendor(422, null, "no", "No.");
    private static final Duration BOUND = Duration.ofMinutes(5);
    private static final List<Result> FILE = List.of(new Result("https://cdn.example.com/v.mp4", "video/mp4"));

    private static VendorObservation observation(Phase phase, Integer progress, List<Result> results) {
        return new VendorObservation(phase, progress, null, results,
                phase == Phase.FAILED ? new TaskError("bad", "Bad.") : null, null);
    }

    private static TaskState.Running running() {
        return (TaskState.Running) new TaskState.Pending().send().accepted("v-1", observation(Phase.QUEUED, 0, List.of()),
                NOW, BOUND);
    }

    @Test
    void an_unsent_task_may_be_sent_cancelled_or_expire() {
        TaskState.Pending pending = new TaskState.Pending();

        assertThat(pending.send().status()).isEqualTo(Status.PENDING);
        assertThat(pending.cancel().status()).isEqualTo(Status.CANCELLED);
        assertThat(pending.expire().error().code()).isEqualTo("deadline_exceeded");
    }

    @Test
    void what_was_sent_is_accepted_refused_lost_or_back() {
        TaskState.Sending sending = new TaskState.Pending().send();

        assertThat(running().vendorId()).isEqualTo("v-1");
        assertThat(sending.refused(new TaskError("no", "No."), NO).error().code()).isEqualTo("no");
        assertThat(sending.unknown().error().code()).isEqualTo("submission_unknown");
        assertThat(sending.notSent()).isEqualTo(new TaskState.Pending());
    }

    @Test
    void a_vendor_may_answer_a_create_with_the_end() {
        TaskState state = new TaskState.Pending().send().accepted("v-1", observation(Phase.COMPLETED, 100, FILE), NOW, BOUND);

        assertThat(state).isEqualTo(new TaskState.Completed("v-1", FILE, null));
    }

    @Test
    void a_queued_word_does_not_take_a_task_back_into_the_queue() {
        TaskState started = running().observed(observation(Phase.RUNNING, 10, List.of()), NOW, BOUND);

        TaskState after = ((TaskState.Running) started).observed(observation(Phase.QUEUED, 0, List.of()), NOW, BOUND);

        assertThat(after.status()).isEqualTo(Status.PROCESSING);
        assertThat(after.progress()).isEqualTo(10);
    }

    @Test
    void completed_without_a_file_ends_only_when_the_bound_is_over() {
        TaskState.Running empty = (TaskState.Running) running().observed(observation(Phase.COMPLETED, 100, List.of()), NOW,
                BOUND);

        TaskState early = empty.observed(observation(Phase.COMPLETED, 100, List.of()), NOW.plus(BOUND).minusMillis(1), BOUND);
        TaskState late = empty.observed(observation(Phase.COMPLETED, 100, List.of()), NOW.plus(BOUND), BOUND);

        assertThat(early.ended()).isFalse();
        assertThat(((TaskState.Failed) late).error().code()).isEqualTo("results_missing");
        assertThat(empty.observed(observation(Phase.COMPLETED, 100, FILE), NOW.plus(BOUND), BOUND).status())
                .isEqualTo(Status.COMPLETED);
    }

    @Test
    void only_the_two_open_failures_may_be_reopened() {
        assertThat(running().expire().reopen("v-1", NOW).status()).isEqualTo(Status.PROCESSING);
        assertThat(new TaskState.Pending().send().unknown().reopen("v-2", NOW).vendorId()).isEqualTo("v-2");
        TaskState.Failed end = new TaskState.Pending().send().refused(new TaskError("no", "No."), NO);
        assertThatThrownBy(() -> end.reopen("v-3", NOW)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_late_video_wins_over_a_deadline_and_nothing_else_does() {
        TaskState.Failed late = running().expire();

        assertThat(late.observed(observation(Phase.COMPLETED, 100, FILE)))
                .isEqualTo(new TaskState.Completed("v-1", FILE, null));
        assertThat(late.observed(observation(Phase.COMPLETED, 100, List.of()))).isSameAs(late);
        for (Phase other : List.of(Phase.QUEUED, Phase.RUNNING, Phase.FAILED, Phase.CANCELLED, Phase.UNRECOGNISED)) {
            assertThat(late.observed(observation(other, 50, List.of()))).isSameAs(late);
        }
    }

    @Test
    void a_failure_that_is_final_or_was_never_sent_has_no_late_video() {
        TaskState.Failed vendors = (TaskState.Failed) running().observed(observation(Phase.FAILED, 5, List.of()), NOW, BOUND);
        TaskState.Failed unsent = new TaskState.Pending().expire();

        assertThat(vendors.observed(observation(Phase.COMPLETED, 100, FILE))).isSameAs(vendors);
        assertThat(unsent.observed(observation(Phase.COMPLETED, 100, FILE))).isSameAs(unsent);
    }

    @Property
    void progress_never_falls_and_an_odd_word_never_fails_a_task(@ForAll List<Phase> words,
            @ForAll @IntRange(min = 0, max = 1000) int seed) {
        TaskState state = running();
        int step = seed;
        for (Phase phase : words) {
            if (!(state instanceof TaskState.Running now)) {
                break;
            }
            step = Math.abs(step * 31 + 17) % 500;
            TaskState next = now.observed(observation(phase, step % 3 == 0 ? null : step, List.of()), NOW, BOUND);

            assertThat(next.progress()).isBetween(now.progress(), 100);
            assertThat(next.vendorId()).isEqualTo("v-1");
            if (next instanceof TaskState.Failed) {
                assertThat(phase).isEqualTo(Phase.FAILED);
            }
            state = next;
        }
    }
}
