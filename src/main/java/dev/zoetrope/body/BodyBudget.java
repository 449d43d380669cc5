package dev.zoetrope.body;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;

/**
 * Limits the bytes of request bodies in memory: an eighth of the heap for all requests, and a quarter of that for the
 * requests of one caller. Thread-safe, never blocks.
 */
@Singleton
class BodyBudget {
    private static final int PART_OF_HEAP = 8;
    private static final int PART_OF_CALLER = 4;
    private static final Duration SOON = Duration.ofSeconds(2);

    private final long most;
    private final Map<Caller, Long> held = new HashMap<>();
    private long total;

    /** @throws IllegalStateException if {@code zoetrope.request.max-body} is larger than the share of one caller */
    @Inject
    BodyBudget(BodyConfig config) {
        this(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
        if (config.maxBody().asLongValue() > ofOneCaller()) {
            throw new IllegalStateException("zoetrope.request.max-body must be at most a thirty-second of the heap, which is "
                    + ofOneCaller() + " bytes");
        }
    }

    /** @param most limit for all requests together, in bytes */
    BodyBudget(long most) {
        this.most = most;
    }

    private long ofOneCaller() {
        return most / PART_OF_CALLER;
    }

    /**
     * Reserves bytes for a request. {@link #release} must be called later with the same number.
     *
     * @throws dev.zoetrope.video.FailureException 429 if the caller's share would be exceeded, 503 if the limit for all
     *         requests would be exceeded; nothing is reserved then
     */
    synchronized void reserve(Caller caller, long bytes) {
        if (held.getOrDefault(caller, 0L) + bytes > ofOneCaller()) {
            throw Failure.tooMany("too_many_bodies", "The bodies of your open requests are too large together.", SOON)
                    .exception();
        }
        if (total + bytes > most) {
            throw Failure.unavailable("too_many_bodies", "The bodies of all open requests are too large together.", SOON)
                    .exception();
        }
        total += bytes;
        held.merge(caller, bytes, Long::sum);
    }

    /** Releases a reservation, or a part of it. */
    synchronized void release(Caller caller, long bytes) {
        total -= bytes;
        held.computeIfPresent(caller, (any, sum) -> sum == bytes ? null : sum - bytes);
    }

    /** Returns the number of bytes that are reserved now. */
    synchronized long total() {
        return total;
    }
}
