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

import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;

/**
 * How long an end stays unseen, on a virtual clock: plan, budget and due queue together, a steady stream of tasks whose
 * durations spread evenly over 240 to 360 s. The real thing is measured by {@code bench/lag}.
 */
class LagTest {
    private static final int SHORTEST = 240_000;
    private static final int SPREAD = 120_000;
    private static final int LEARNED_FROM = 500;

    private final Map<String, Instant> ends = new HashMap<>();
    private final Random random = new Random(42);
    private VirtualTracker tracker;

    /** Tens of thousands of changes of state are no news here. */
    @BeforeAll
    static void quiet() {
        Logger.getLogger("dev.zoetrope.task").setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        Logger.getLogger("dev.zoetrope.task").setLevel(null);
    }

    private record Lag(double median, double p99, long asks) {
    }

    private Lag measured(int live, int asksPerSecond, int count) {
        tracker = new VirtualTracker(Map.of("zoetrope.upstream.asks-per-second", "" + asksPerSecond), 7,
                (id, now) -> now.isBefore(ends.get(id)) ? VirtualTracker.running() : VirtualTracker.completed());
        Duration between = Duration.ofNanos((SHORTEST + SPREAD / 2) * 1_000_000L / live);
        // The pipe fills, some are learned from, and then those count that started while it was full.
        int ahead = live * 3 / 2 + LEARNED_FROM;
        for (int i = 0; i < ahead + count; i++) {
            String end = String.format("%08d", i);
            tracker.at(tracker.clock.instant().plus(between.multipliedBy(i)), () -> begin(end));
        }
        tracker.run(between.multipliedBy(ahead + count).plusMillis(SHORTEST + 2 * SPREAD));
        double[] lags = new double[count];
        for (int i = 0; i < count; i++) {
            TaskId id = VirtualTracker.id(String.format("%08d", ahead + i));
            Task task = tracker.ledger.task(id);
            assertThat(task.state()).isInstanceOf(TaskState.Completed.class);
            lags[i] = Duration.between(ends.get(task.state().vendorId()), task.updatedAt()).toMillis() / 1000.0;
        }
        if (Boolean.getBoolean("x")) {
            StringBuilder b = new StringBuilder();
            for (int i = 0; i < count; i += 500) {
                double[] part = Arrays.copyOfRange(lags, i, i + 500);
                Arrays.sort(part);
                b.append(String.format("%d: %.2f %.2f %.2f%n", i, part[250], part[495], part[499]));
            }
            Map<Integer, double[]> byDur = new java.util.TreeMap<>();
            for (int i = 0; i < count; i++) {
                TaskId id = VirtualTracker.id(String.format("%08d", ahead + i));
                Task task = tracker.ledger.task(id);
                int d = (int) (Duration.between(task.createdAt(), ends.get(task.state().vendorId())).toMillis() / 10000);
                double[] x = byDur.computeIfAbsent(d, k -> new double[3]);
                x[0]++;
                x[1] += lags[i];
                x[2] = Math.max(x[2], lags[i]);
            }
            byDur.forEach(
                    (d, x) -> b.append(String.format("dur %d0: n %.0f mean %.2f max %.2f%n", d, x[0], x[1] / x[0], x[2])));
            System.out.println(b);
        }
        Arrays.sort(lags);
        return new Lag(lags[count / 2], lags[count * 99 / 100], tracker.asks / (ahead + count));
    }

    private void begin(String end) {
        ends.put("vendor-" + end, tracker.clock.instant().plusMillis(SHORTEST + random.nextInt(SPREAD)));
        tracker.accepted(end, 60);
    }

    @Test
    void ten_thousand_tasks_at_five_hundred_questions_a_second() {
        Lag lag = measured(10_000, 500, 10_000);

        assertThat(lag.median()).isLessThanOrEqualTo(4);
        assertThat(lag.p99()).isLessThanOrEqualTo(9);
        assertThat(tracker.mostInASecond).isBetween(400, 500);
    }

    @Test
    void two_hundred_tasks_at_two_hundred_questions_a_second() {
        Lag lag = measured(200, 200, 2_000);

        assertThat(lag.p99()).isLessThanOrEqualTo(3);
        assertThat(lag.asks()).as("few questions for each task").isLessThan(60);
        assertThat(tracker.mostInASecond).isLessThanOrEqualTo(200);
    }
}
