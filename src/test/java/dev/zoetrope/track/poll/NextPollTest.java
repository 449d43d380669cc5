package dev.zoetrope.track.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.zoetrope.track.NoFiles;
import dev.zoetrope.track.Settings;
import dev.zoetrope.track.SlowLedger;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/** The times of polls, with and without learned durations. */
class NextPollTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final DurationStatistics durations = new DurationStatistics();
    private final NextPoll plan = new NextPoll(Settings.defaults(), durations, new NoFiles(), new Random(1));

    private static TaskState.Running running(Integer estimate) {
        return new TaskState.Running("v", T0, true, 0, estimate, null, null);
    }

    /**
     * Learns twenty completed tasks: each end was detected at the age {@code seen}, after a last "running" at the age
     * {@code lastWord}.
     */
    private DurationRange learned(Duration lastWord, Duration seen) {
        Task task = SlowLedger.task("aaaaaaaa", running(null), T0);
        for (int i = 0; i < 20; i++) {
            plan.completed(task.to(task.state(), T0.plus(lastWord), null), running(null), T0.plus(seen));
        }
        return durations.expectation(SlowLedger.REQUEST).orElseThrow();
    }

    @Test
    void an_end_between_two_close_questions_is_taken_to_be_in_the_middle() {
        assertThat(learned(Duration.ofSeconds(298), Duration.ofSeconds(302)).early()).isEqualTo(Duration.ofSeconds(300));
    }

    @Test
    void an_end_after_a_long_pause_is_taken_to_be_recent() {
        assertThat(learned(Duration.ofSeconds(120), Duration.ofSeconds(240)).early()).isEqualTo(Duration.ofSeconds(234));
    }

    @Test
    void what_was_learned_is_better_than_the_vendors_word_and_that_better_than_none() {
        Duration none = Duration.between(T0, plan.next(running(null), SlowLedger.REQUEST, T0));
        Duration told = Duration.between(T0, plan.next(running(160), SlowLedger.REQUEST, T0));
        learned(Duration.ofSeconds(399), Duration.ofSeconds(401));
        Duration known = Duration.between(T0, plan.next(running(160), SlowLedger.REQUEST, T0));

        assertThat(none).isLessThan(Duration.ofSeconds(2));
        assertThat(told).isBetween(Duration.ofSeconds(17), Duration.ofSeconds(20));
        assertThat(known).isBetween(Duration.ofSeconds(98), Duration.ofSeconds(100));
    }

    @Test
    void the_files_of_a_completed_task_are_due_at_once_where_files_are_kept() {
        TaskState completed = new TaskState.Completed("v", List.of(), null);
        NextPoll keeping = new NextPoll(Settings.defaults(), durations, new NoFiles() {
            @Override
            public boolean keeps() {
                return true;
            }
        }, new Random(1));

        assertThat(plan.next(completed, SlowLedger.REQUEST, T0)).isNull();
        assertThat(keeping.next(completed, SlowLedger.REQUEST, T0)).isEqualTo(T0);
    }

    @Test
    void nothing_else_is_asked_about() {
        assertThat(plan.next(new TaskState.Pending(), SlowLedger.REQUEST, T0)).isNull();
        assertThat(plan.next(running(1).expire(), SlowLedger.REQUEST, T0)).isNull();
    }
}
