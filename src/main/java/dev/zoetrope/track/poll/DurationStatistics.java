package dev.zoetrope.track.poll;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Resolution;

/**
 * How long videos took lately, for each model and resolution: the last durations of each, so that a vendor that becomes
 * faster or slower is followed. Bounded: so many pairs, so many durations of each.
 */
@Singleton
class DurationStatistics {
    private static final int MOST_PAIRS = 32;
    private static final int KEPT = 512;
    /** With fewer, chance would speak. */
    private static final int ENOUGH = 20;

    private final Map<Pair, Recent> learned = new HashMap<>();

    private record Pair(String model, Resolution resolution) {
        static Pair of(GenerationRequest request) {
            return new Pair(request.model(), request.resolutionOrDefault());
        }
    }

    /** Takes one duration in, from the acceptance to the end. */
    synchronized void learn(GenerationRequest request, Duration took) {
        Pair pair = Pair.of(request);
        if (!took.isNegative() && (learned.containsKey(pair) || learned.size() < MOST_PAIRS)) {
            learned.computeIfAbsent(pair, any -> new Recent()).add(took.toMillis());
        }
    }

    /** When such a task ends; empty until enough of its kind were seen. */
    synchronized Optional<DurationRange> expectation(GenerationRequest request) {
        return Optional.ofNullable(learned.get(Pair.of(request))).map(Recent::expectation);
    }

    /** The last durations of one pair. */
    private static final class Recent {
        private final long[] millis = new long[KEPT];
        private int count;
        private int next;
        private int unread;
        private DurationRange read;

        void add(long duration) {
            millis[next] = duration;
            next = (next + 1) % KEPT;
            count = Math.min(KEPT, count + 1);
            unread++;
        }

        /** Null while there are too few. Read anew now and then: one duration more or less changes little. */
        DurationRange expectation() {
            if (count >= ENOUGH && (read == null || unread > count / 16)) {
                read = read();
                unread = 0;
            }
            return read;
        }

        /** The outer percents, with the margin by which so small a sample may miss them. */
        private DurationRange read() {
            long[] sorted = Arrays.copyOf(millis, count);
            Arrays.sort(sorted);
            long low = sorted[count / 100];
            long high = sorted[count - 1 - count / 100];
            long margin = (high - low) * 2 / count;
            return new DurationRange(Duration.ofMillis(Math.max(0, low - margin)), Duration.ofMillis(high + margin));
        }
    }
}
