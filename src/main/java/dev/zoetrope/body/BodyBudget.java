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
    private static final int HEAP_DIVISOR = 8;
    private static final int CALLER_DIVISOR = 4;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final long limit;
    private final Map<Caller, Long> reservedByCaller = new HashMap<>();
    private long totalReserved;

    /** @throws IllegalStateException if {@code zoetrope.request.max-body} is larger than the share of one caller */
    @Inject
    BodyBudget(BodyConfig config) {
        this(Runtime.getRuntime().maxMemory() / HEAP_DIVISOR);
        if (config.request().maxBody().asLongValue() > limitPerCaller()) {
            throw new IllegalStateException("zoetrope.request.max-body must be at most 1/32 of the heap, which is "
                    + limitPerCaller() + " bytes");
        }
    }

    /** @param max limit for all requests together, in bytes */
    BodyBudget(long max) {
        this.limit = max;
    }

    private long limitPerCaller() {
        return limit / CALLER_DIVISOR;
    }

    /**
     * Reserves bytes for a request. {@link #release} must be called later with the same number.
     *
     * @throws dev.zoetrope.video.FailureException 429 if the caller's share would be exceeded, 503 if the limit for all
     *         requests would be exceeded; nothing is reserved then
     */
    synchronized void reserve(Caller caller, long bytes) {
        if (reservedByCaller.getOrDefault(caller, 0L) + bytes > limitPerCaller()) {
            throw Failure
                    .tooManyRequests("too_many_bodies", "The bodies of your open requests exceed the limit.", RETRY_AFTER)
                    .exception();
        }
        if (totalReserved + bytes > limit) {
            throw Failure.unavailable("too_many_bodies", "The bodies of all open requests exceed the limit.", RETRY_AFTER)
                    .exception();
        }
        totalReserved += bytes;
        reservedByCaller.merge(caller, bytes, Long::sum);
    }

    /** Releases a reservation, or a part of it. */
    synchronized void release(Caller caller, long bytes) {
        totalReserved -= bytes;
        reservedByCaller.computeIfPresent(caller, (any, sum) -> sum == bytes ? null : sum - bytes);
    }

    /** Returns the number of bytes that are reserved now. */
    synchronized long totalReserved() {
        return totalReserved;
    }
}
