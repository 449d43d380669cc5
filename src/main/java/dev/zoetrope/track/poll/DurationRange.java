package dev.zoetrope.track.poll;

import java.time.Duration;

/**
 * The range of ages at which tasks of one kind end, apart from rare exceptions.
 *
 * @param early hardly any task ends before this age
 * @param late hardly any task ends after this age; not before {@code early}
 */
record DurationRange(Duration early, Duration late) {

    /** The range for a vendor's estimate: from half of it to twice it. An estimate below 1 s counts as 1 s. */
    static DurationRange ofEstimate(int seconds) {
        long bounded = Math.max(1, seconds);
        return new DurationRange(Duration.ofMillis(bounded * 500), Duration.ofSeconds(bounded * 2));
    }
}
