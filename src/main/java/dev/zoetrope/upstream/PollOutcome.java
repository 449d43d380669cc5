package dev.zoetrope.upstream;

import java.time.Duration;

import dev.zoetrope.video.VendorObservation;

/** The outcome of one poll. Only {@link Observed} can end a task. */
public sealed interface PollOutcome {

    /** The vendor returned the task. */
    record Observed(VendorObservation observation) implements PollOutcome {
    }

    /** The vendor answered 404: it has no such task, or no longer has it. */
    record UnknownTask() implements PollOutcome {
    }

    /**
     * There is no usable answer.
     *
     * @param retryAfter the vendor's {@code Retry-After}, from now; null when it gave none
     */
    record NoAnswer(Duration retryAfter) implements PollOutcome {
    }
}
