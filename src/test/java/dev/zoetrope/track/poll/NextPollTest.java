package dev.zoetrope.track.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.model.Models;
import dev.zoetrope.track.NoFiles;
import dev.zoetrope.track.Settings;
import dev.zoetrope.track.SlowLedger;
import dev.zoetrope.track.TrackLimits;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/** The times of polls, with and without learned durations. */
class NextPollTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final DurationStatistics statistics = new DurationStatistics(Models.ofThisVersion());
    private final NextPoll nextPoll = new NextPoll(Settings.defaults(), TrackLimits.DEFAULT, statistics, new NoFiles(),
            new Random(1));

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
            nextPoll.learn(task.transitionTo(task.state(), T0.plus(lastWord), null), running(null), T0.plus(seen));
        }
        return statistics.expectedRange(SlowLedger.REQUEST).orElseThrow();
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
        Duration none = Duration.between(T0, nextPoll.next(running(null), SlowLedger.REQUEST, T0));
        Duration byVendor = Duration.between(T0, nextPoll.next(running(160), SlowLedger.REQUEST, T0));
        learned(Duration.ofSeconds(399), Duration.ofSeconds(401));
        Duration known = Duration.between(T0, nextPoll.next(running(160), SlowLedger.REQUEST, T0));

        assertThat(none).isLessThan(Duration.ofSeconds(2));
        assertThat(byVendor).isBetween(Duration.ofSeconds(17), Duration.ofSeconds(20));
        assertThat(known).isBetween(Duration.ofSeconds(98), Duration.ofSeconds(100));
    }

    @Test
    void the_files_of_a_completed_task_are_due_at_once_where_files_are_kept() {
        TaskState completed = new TaskState.Completed("v", List.of(), null);
        NextPoll archiving = new NextPoll(Settings.defaults(), TrackLimits.DEFAULT, statistics, new NoFiles() {
            @Override
            public boolean archives() {
                return true;
            }
        }, new Random(1));

        assertThat(nextPoll.next(completed, SlowLedger.REQUEST, T0)).isNull();
        assertThat(archiving.next(completed, SlowLedger.REQUEST, T0)).isEqualTo(T0);
    }

    @ParameterizedTest
    @CsvSource({ "PT0S, PT5M", "PT4M59S, PT5M", "PT20M, PT20M", "PT1H, PT1H", "PT23H, PT1H" })
    void a_late_success_is_looked_for_at_intervals_that_double_and_are_up_to_an_eighth_shorter(Duration since, Duration wait) {
        Task failed = SlowLedger.task("aaaaaaaa", running(1).expire(), T0);
        Instant now = T0.plus(since);

        for (int i = 0; i < 100; i++) {
            assertThat(nextPoll.nextLatePoll(failed, now)).isBetween(now.plus(wait.multipliedBy(7).dividedBy(8)),
                    now.plus(wait));
        }
    }

    @Test
    void a_late_success_is_looked_for_until_its_time_is_over() {
        Task failed = SlowLedger.task("aaaaaaaa", running(1).expire(), T0);

        assertThat(nextPoll.nextLatePoll(failed, T0.plus(Duration.ofHours(24)))).isNull();
    }

    @Test
    void nothing_else_is_asked_about() {
        assertThat(nextPoll.next(new TaskState.Pending(), SlowLedger.REQUEST, T0)).isNull();
        assertThat(nextPoll.next(running(1).expire(), SlowLedger.REQUEST, T0)).isNull();
    }
}
