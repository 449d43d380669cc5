package dev.zoetrope.body;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;

/**
 * How many bytes of bodies the requests under way may hold: an eighth of the heap in all, and a quarter of that for each
 * caller. Safe for all threads, never waits.
 */
@Singleton
class BodyBudget {
    private static final int PART_OF_HEAP = 8;
    private static final int PART_OF_CALLER = 4;
    private static final Duration SOON = Duration.ofSeconds(2);

    private final long most;
    private final Map<Caller, Long> held = new HashMap<>();
    private long total;

    /** @throws IllegalStateException naming the setting, if the longest body is more than a caller may ever hold */
    @Inject
    BodyBudget(BodyConfig config) {
        this(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
        if (config.maxBody().asLongValue() > ofOneCaller()) {
            throw new IllegalStateException("zoetrope.request.max-body must be at most a thirty-second of the heap, which is "
                    + ofOneCaller() + " bytes");
        }
    }

    /** @param most bytes, in all */
    BodyBudget(long most) {
        this.most = most;
    }

    private long ofOneCaller() {
        return most / PART_OF_CALLER;
    }

    /**
     * Reserves bytes. The caller must {@link #release} the same number later.
     *
     * @throws dev.zoetrope.video.FailureException 429 beyond the caller's share, 503 beyond the whole: nothing is reserved
     */
    synchronized void reserve(Caller caller, long bytes) {
        if (held.getOrDefault(caller, 0L) + bytes > ofOneCaller()) {
            throw Failure.tooMany("too_many_bodies", "Your requests under way have too large bodies together.", SOON)
                    .exception();
        }
        if (total + bytes > most) {
            throw Failure.unavailable("too_many_bodies", "The requests under way have too large bodies together.", SOON)
                    .exception();
        }
        total += bytes;
        held.merge(caller, bytes, Long::sum);
    }

    /** Ends a reservation, or a part of it. */
    synchronized void release(Caller caller, long bytes) {
        total -= bytes;
        held.computeIfPresent(caller, (any, sum) -> sum == bytes ? null : sum - bytes);
    }

    /** Bytes reserved at the moment. */
    synchronized long total() {
        return total;
    }
}
