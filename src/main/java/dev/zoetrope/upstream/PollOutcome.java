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

    /** The vendor answered 401 or 403: it does not show the task to this key. */
    record KeyRefused() implements PollOutcome {
    }

    /**
     * The outcome of a poll whose response shows no task.
     *
     * @param retryAfter the vendor's {@code Retry-After}, from now; null when it gave none
     */
    static PollOutcome ofStatus(int status, Duration retryAfter) {
        switch (status) {
            case 401, 403:
                return retryAfter == null ? new KeyRefused() : new NoAnswer(retryAfter);
            case 404:
                return new UnknownTask();
            default:
                return new NoAnswer(retryAfter);
        }
    }

    /**
     * There is no usable answer.
     *
     * @param retryAfter the vendor's {@code Retry-After}, from now; null when it gave none
     */
    record NoAnswer(Duration retryAfter) implements PollOutcome {
    }
}
