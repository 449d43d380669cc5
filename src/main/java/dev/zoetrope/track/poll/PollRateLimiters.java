package dev.zoetrope.track.poll;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.zoetrope.upstream.Vendors;
import dev.zoetrope.video.Pin;

/** The rate limiter of each vendor: a vendor that is slow or asks to wait delays no polls of another one. Thread-safe. */
@Singleton
public class PollRateLimiters {
    private final Supplier<List<String>> vendors;
    private final Function<String, PollRateLimiter> create;
    private final Map<String, PollRateLimiter> byVendor = new ConcurrentHashMap<>();

    @Inject
    PollRateLimiters(Vendors vendors, Clock clock) {
        this(vendors::names, vendor -> new PollRateLimiter(vendors.asksPerSecond(vendor), clock));
    }

    private PollRateLimiters(Supplier<List<String>> vendors, Function<String, PollRateLimiter> create) {
        this.vendors = vendors;
        this.create = create;
    }

    /** The rate limiter of the default vendor alone. */
    public static PollRateLimiters ofDefault(PollRateLimiter limiter) {
        return new PollRateLimiters(() -> List.of(Pin.DEFAULT_VENDOR), any -> limiter);
    }

    /** The names of the vendors. */
    public List<String> vendors() {
        return vendors.get();
    }

    /** The rate limiter of a vendor. */
    public PollRateLimiter of(String vendor) {
        return byVendor.computeIfAbsent(vendor, create);
    }

    /** The rate limiter of the vendor of a task. */
    PollRateLimiter of(Pin pin) {
        return of(pin == null ? Pin.DEFAULT_VENDOR : pin.vendor());
    }
}
