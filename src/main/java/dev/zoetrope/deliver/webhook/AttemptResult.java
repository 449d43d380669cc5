package dev.zoetrope.deliver.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import dev.zoetrope.guard.GuardException;
import dev.zoetrope.guard.GuardedReply;
import dev.zoetrope.video.RetryAfter;

/**
 * The result of one attempt to deliver a callback.
 *
 * @param outcome decides what is done next
 * @param status the HTTP status of the answer; null if there was no answer
 * @param error a short code for the cause of a failure; null if the attempt succeeded
 * @param retryAfter the receiver's {@code Retry-After}; null if it sent none
 */
record AttemptResult(Outcome outcome, Integer status, String error, Duration retryAfter) {

    /** Decides what is done after an attempt. */
    enum Outcome {
        /** The receiver took the callback. */
        DELIVERED,
        /** The receiver wants no further attempt (410). */
        GONE,
        /** The receiver refused the callback; another attempt follows. */
        REFUSED,
        /** Another attempt follows. The receiver is down or busy, so its other deliveries get only one slot meanwhile. */
        UNREACHED;

        String meterTag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Nothing was sent, because the caller's secrets were removed from the settings and nothing can be signed. */
    static final AttemptResult UNSIGNED = new AttemptResult(Outcome.REFUSED, null, "no_signing_secret", null);

    static AttemptResult of(GuardedReply reply, Instant now) {
        int status = reply.status();
        if (reply.succeeded()) {
            return new AttemptResult(Outcome.DELIVERED, status, null, null);
        }
        return switch (status) {
            case 410 -> new AttemptResult(Outcome.GONE, status, "gone", null);
            case 429, 503 -> new AttemptResult(Outcome.UNREACHED, status, "busy",
                    RetryAfter.parse(reply.headers().get("Retry-After"), now));
            default -> new AttemptResult(Outcome.REFUSED, status, status / 100 == 3 ? "redirected" : "refused", null);
        };
    }

    static AttemptResult of(Throwable failure) {
        String value = failure instanceof GuardException guarded ? guarded.reason().name().toLowerCase(Locale.ROOT)
                : "failed";
        return new AttemptResult(Outcome.UNREACHED, null, value, null);
    }
}
