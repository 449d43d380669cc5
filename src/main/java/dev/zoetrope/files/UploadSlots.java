package dev.zoetrope.files;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;

/** Limits the number of uploads at the same time. Thread-safe, never blocks. */
@Singleton
class UploadSlots {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final UploadLimits limits;
    private final Map<Caller, Integer> takenByCaller = new HashMap<>();
    private int taken;

    UploadSlots(UploadLimits limits) {
        this.limits = limits;
    }

    /**
     * Takes a slot; {@link #release} must be called later.
     *
     * @throws dev.zoetrope.video.FailureException 429 if the caller has too many uploads, 503 if there are too many
     */
    synchronized void take(Caller caller) {
        if (takenByCaller.getOrDefault(caller, 0) >= limits.perCaller()) {
            throw Failure.tooManyRequests("too_many_uploads", "You upload " + limits.perCaller()
                    + " files already; wait until one is complete.", RETRY_AFTER).exception();
        }
        if (taken >= limits.all()) {
            throw Failure.unavailable("too_many_uploads", "Too many files are being uploaded.", RETRY_AFTER).exception();
        }
        taken++;
        takenByCaller.merge(caller, 1, Integer::sum);
    }

    synchronized void release(Caller caller) {
        taken--;
        takenByCaller.computeIfPresent(caller, (any, count) -> count == 1 ? null : count - 1);
    }
}
