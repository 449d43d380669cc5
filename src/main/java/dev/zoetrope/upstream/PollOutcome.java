package dev.zoetrope.upstream;

import java.time.Duration;

import dev.zoetrope.video.Observation;

/** What became of one question about a task. Questions are free and may be repeated; none of these ends a task. */
public sealed interface PollOutcome {

    /** The vendor said how the task stands. */
    record Observed(Observation observation) implements PollOutcome {
    }

    /** The vendor answered that it has no such task (any more). */
    record UnknownTask() implements PollOutcome {
    }

    /**
     * No usable word.
     *
     * @param retryAfter when the vendor wants to be asked again; null when it did not say
     */
    record NoAnswer(Duration retryAfter) implements PollOutcome {
    }
}
