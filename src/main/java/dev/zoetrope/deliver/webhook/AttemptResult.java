package dev.zoetrope.deliver.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import dev.zoetrope.guard.GuardException;
import dev.zoetrope.guard.GuardedReply;
import dev.zoetrope.video.RetryAfter;

/**
 * What came of one try.
 *
 * @param outcome what follows from it
 * @param status of the answer; null when there was none
 * @param error a word for why it failed; null when it did not
 * @param retryAfter when the receiver wants to be tried again; null when it did not say
 */
record AttemptResult(Outcome outcome, Integer status, String error, Duration retryAfter) {

    /** What follows from an answer. */
    enum Outcome {
        DELIVERED,
        /** It wants no more of it. */
        GONE,
        /** It is to be tried again. */
        REFUSED,
        /** The same, and there is no use in trying others of this receiver's at the same time. */
        UNREACHED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Nobody was asked, as nothing can be signed: the caller's secrets were taken out of the settings. */
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
        String word = failure instanceof GuardException guarded ? guarded.reason().name().toLowerCase(Locale.ROOT)
                : "failed";
        return new AttemptResult(Outcome.UNREACHED, null, word, null);
    }
}
