package dev.zoetrope.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.zoetrope.track.poll.VirtualTracker;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;

/**
 * The delay until the end of a task is detected, on a virtual clock. Plan, rate limiter and due queue run together on a
 * steady stream of tasks whose durations are spread evenly over 240 to 360 s. {@code bench/lag} measures the real gateway.
 */
class LagTest {
    private static final int SHORTEST = 240_000;
    private static final int SPREAD = 120_000;
    private static final int LEARNED_FROM = 500;

    private final Map<String, Instant> ends = new HashMap<>();
    private final Random random = new Random(42);
    private VirtualTracker tracker;

    /** Turns off the log of tens of thousands of transitions. */
    @BeforeAll
    static void quiet() {
        Logger.getLogger("dev.zoetrope.task").setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        Logger.getLogger("dev.zoetrope.task").setLevel(null);
    }

    private record Lag(double median, double p99, long polls) {
    }

    private Lag measured(int live, int asksPerSecond, int count) {
        tracker = new VirtualTracker(Map.of("zoetrope.upstream.asks-per-second", "" + asksPerSecond), 7,
                (id, now) -> now.isBefore(ends.get(id)) ? VirtualTracker.running() : VirtualTracker.completed());
        Duration between = Duration.ofNanos((SHORTEST + SPREAD / 2) * 1_000_000L / live);
        // The first tasks fill the pipeline and are learned from. Only those that start and end while it is full count.
        int ahead = live * 3 / 2 + LEARNED_FROM;
        int all = ahead + count + live * 13 / 10;
        for (int i = 0; i < all; i++) {
            String end = String.format("%08d", i);
            tracker.at(tracker.clock.instant().plus(between.multipliedBy(i)), () -> begin(end));
        }
        tracker.run(between.multipliedBy(all));
        double[] lags = new double[count];
        for (int i = 0; i < count; i++) {
            TaskId id = VirtualTracker.id(String.format("%08d", ahead + i));
            Task task = tracker.ledger.task(id);
            assertThat(task.state()).isInstanceOf(TaskState.Completed.class);
            lags[i] = Duration.between(ends.get(task.state().vendorId()), task.updatedAt()).toMillis() / 1000.0;
        }
        Arrays.sort(lags);
        return new Lag(lags[count / 2], lags[count * 99 / 100], tracker.polls / (ahead + count));
    }

    private void begin(String end) {
        ends.put("vendor-" + end, tracker.clock.instant().plusMillis(SHORTEST + random.nextInt(SPREAD)));
        tracker.accepted(end, 60);
    }

    @Test
    void ten_thousand_tasks_at_five_hundred_questions_a_second() {
        Lag lag = measured(10_000, 500, 10_000);

        assertThat(lag.median()).isLessThanOrEqualTo(3.5);
        assertThat(lag.p99()).isLessThanOrEqualTo(7);
        assertThat(tracker.maxPerSecond).isBetween(400, 500);
    }

    @Test
    void two_hundred_tasks_at_two_hundred_questions_a_second() {
        Lag lag = measured(200, 200, 2_000);

        assertThat(lag.p99()).isLessThanOrEqualTo(2.5);
        assertThat(lag.polls()).as("few polls for each task").isLessThan(60);
        assertThat(tracker.maxPerSecond).isLessThanOrEqualTo(200);
    }
}
