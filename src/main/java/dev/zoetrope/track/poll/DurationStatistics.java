package dev.zoetrope.track.poll;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Slot;

/**
 * The recent durations of videos for each model and resolution. New durations overwrite the oldest ones, so the statistics
 * follow a vendor that becomes faster or slower. The memory is bounded: 32 pairs of model and resolution, 512 durations
 * each.
 */
@Singleton
class DurationStatistics {
    private static final int MAX_PAIRS = 32;
    private static final int MAX_SAMPLES = 512;
    /** Fewer durations are no reliable sample. */
    private static final int MIN_SAMPLES = 20;

    private final Models models;
    private final Map<Pair, Recent> learned = new HashMap<>();

    /** @param resolution null if the model has none */
    private record Pair(String model, Object resolution) {
    }

    DurationStatistics(Models models) {
        this.models = models;
    }

    private Pair pair(GenerationRequest request) {
        Model model = models.find(request.model());
        return new Pair(request.model(), model == null ? null : model.slot(request, Slot.RESOLUTION));
    }

    /**
     * Records one duration, from the acceptance to the end. Ignored if it is negative, or if it is of a new pair and the
     * table is full.
     */
    synchronized void learn(GenerationRequest request, Duration took) {
        Pair pair = pair(request);
        if (!took.isNegative() && (learned.containsKey(pair) || learned.size() < MAX_PAIRS)) {
            learned.computeIfAbsent(pair, any -> new Recent()).add(took.toMillis());
        }
    }

    /** The range of ages at which such a task ends; empty until 20 durations of its kind are recorded. */
    synchronized Optional<DurationRange> expectedRange(GenerationRequest request) {
        return Optional.ofNullable(learned.get(pair(request))).map(Recent::expectedRange);
    }

    /** The recent durations of one pair. */
    private static final class Recent {
        private final long[] millis = new long[MAX_SAMPLES];
        private int count;
        private int next;
        private int newSamples;
        private DurationRange range;

        void add(long duration) {
            millis[next] = duration;
            next = (next + 1) % MAX_SAMPLES;
            count = Math.min(MAX_SAMPLES, count + 1);
            newSamples++;
        }

        /**
         * Null while there are too few durations. It is computed again when more than a sixteenth of the durations are new,
         * because fewer change little.
         */
        DurationRange expectedRange() {
            if (count >= MIN_SAMPLES && (range == null || newSamples > count / 16)) {
                range = range();
                newSamples = 0;
            }
            return range;
        }

        /** From the 1st to the 99th percentile, widened by a margin for the error of so small a sample. */
        private DurationRange range() {
            long[] sorted = Arrays.copyOf(millis, count);
            Arrays.sort(sorted);
            long low = sorted[count / 100];
            long high = sorted[count - 1 - count / 100];
            long margin = (high - low) * 2 / count;
            return new DurationRange(Duration.ofMillis(Math.max(0, low - margin)), Duration.ofMillis(high + margin));
        }
    }
}
