package dev.zoetrope.upstream;

import java.time.Duration;

import dev.zoetrope.video.Observation;

/** What became of one question about a task. Questions are free and may be repeated; none of these ends a task. */
public sealed interface AskOutcome {

    /** The vendor said how the task stands. */
    record Told(Observation observation) implements AskOutcome {
    }

    /** The vendor answered that it has no such task (any more). */
    record NotKnown() implements AskOutcome {
    }

    /**
     * No usable word.
     *
     * @param retryAfter when the vendor wants to be asked again; null when it did not say
     */
    record NoAnswer(Duration retryAfter) implements AskOutcome {
    }
}
