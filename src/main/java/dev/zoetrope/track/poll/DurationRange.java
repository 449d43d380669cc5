package dev.zoetrope.track.poll;

import java.time.Duration;

/**
 * Between which ages a task of its kind ends, but for rare ones.
 *
 * @param early hardly any ends before
 * @param late hardly any ends after; not before {@code early}
 */
record DurationRange(Duration early, Duration late) {

    /** What a vendor's estimate is worth: half of it to twice it. */
    static DurationRange ofEstimate(int seconds) {
        long told = Math.max(1, seconds);
        return new DurationRange(Duration.ofMillis(told * 500), Duration.ofSeconds(told * 2));
    }
}
