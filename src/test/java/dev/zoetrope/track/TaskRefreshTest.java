package dev.zoetrope.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.track.poll.VirtualTracker;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/** The work that a query does for its task, in continuous and in on-demand mode. */
class TaskRefreshTest {
    private int polls;

    private VirtualTracker tracker(String mode) {
        return new VirtualTracker(Map.of("zoetrope.track.mode", mode), 1, (id, now) -> {
            polls++;
            return VirtualTracker.completed();
        });
    }

    private static Task refreshed(VirtualTracker tracker, Task task, boolean atOnce) {
        CompletableFuture<Task> done = tracker.refresh.refresh(task, atOnce).subscribeAsCompletionStage();
        tracker.finish();
        return done.join();
    }

    private static Task put(VirtualTracker tracker, TaskState state, Duration dueIn) {
        Task task = SlowLedger.task("aaaaaaaa", state, tracker.clock.instant())
                .dueAt(tracker.clock.instant().plus(dueIn));
        tracker.ledger.put(task);
        return task;
    }

    @ParameterizedTest
    @ValueSource(strings = { "continuous", "on-demand" })
    void a_running_task_is_asked_about_when_its_state_is_old(String mode) {
        VirtualTracker tracker = tracker(mode);
        Task task = tracker.accepted("aaaaaaaa", 60);

        tracker.clock.advance(Duration.ofMillis(1999));
        assertThat(refreshed(tracker, task, false)).isEqualTo(task);
        tracker.clock.advance(Duration.ofMillis(1));

        assertThat(refreshed(tracker, task, false).status()).isEqualTo(Status.COMPLETED);
        assertThat(polls).isEqualTo(1);
    }

    @Test
    void at_once_means_whatever_the_age() {
        VirtualTracker tracker = tracker("continuous");

        assertThat(refreshed(tracker, tracker.accepted("aaaaaaaa", 60), true).status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void two_at_once_ask_once_and_both_are_told() {
        VirtualTracker tracker = tracker("continuous");
        Task task = tracker.accepted("aaaaaaaa", 60);
        CompletableFuture<Task> first = tracker.refresh.refresh(task, true).subscribeAsCompletionStage()
                .toCompletableFuture();

        Task second = refreshed(tracker, task, true);

        assertThat(first.join()).isEqualTo(second);
        assertThat(polls).isEqualTo(1);
    }

    @Test
    void without_a_loop_the_query_settles_what_lapsed() {
        VirtualTracker tracker = tracker("on-demand");
        Task lapsed = put(tracker, new TaskState.Pending().send(), Duration.ZERO);
        Task after = refreshed(tracker, lapsed, false);

        assertThat(after.state()).isEqualTo(new TaskState.Pending().send().unknown());
        assertThat(tracker.ledger.task(lapsed.id())).isEqualTo(after);
    }

    @Test
    void without_a_loop_the_query_ends_an_unsent_create_at_its_deadline() {
        VirtualTracker tracker = tracker("on-demand");
        Task waiting = put(tracker, new TaskState.Pending(), Duration.ofMinutes(15));
        assertThat(refreshed(tracker, waiting, true)).as("not due").isEqualTo(waiting);
        tracker.clock.advance(Duration.ofMinutes(15));

        assertThat(refreshed(tracker, waiting, false).state()).isEqualTo(new TaskState.Pending().expire());
    }

    @Test
    void without_a_loop_the_query_looks_for_a_late_success() {
        VirtualTracker tracker = tracker("on-demand");
        TaskState.Running running = (TaskState.Running) tracker.accepted("aaaaaaaa", 60).state();
        Task failed = put(tracker, running.expire(), Duration.ZERO);

        assertThat(refreshed(tracker, failed, false).status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void with_a_loop_due_work_is_the_loops() {
        VirtualTracker tracker = tracker("continuous");
        Task lapsed = put(tracker, new TaskState.Pending().send(), Duration.ZERO);

        assertThat(refreshed(tracker, lapsed, true)).isEqualTo(lapsed);
        assertThat(tracker.ledger.task(lapsed.id())).isEqualTo(lapsed);
    }
}
