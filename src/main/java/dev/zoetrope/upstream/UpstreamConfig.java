package dev.zoetrope.upstream;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * The way to the vendor. The numbers of the guards (retry, breaker, bulkhead, timeout) are MicroProfile Fault Tolerance
 * settings, kept together in {@code application.properties}; those that follow from a value here are derived in
 * {@link FaultToleranceTimeouts}.
 */
@ConfigMapping(prefix = "zoetrope.upstream")
public interface UpstreamConfig {
    /** Default of {@link #connectTimeout()}, for those who must know it before settings are read. */
    String CONNECT_TIMEOUT = "5s";
    /** Default of {@link #readTimeout()}. */
    String READ_TIMEOUT = "60s";

    /** The vendor's base URL; {@code /v1} at its end is left out. Neither URL nor key: the sandbox. */
    Optional<String> url();

    /** The vendor's key. Alone, without a URL, it means the vendor whose contract this gateway speaks. */
    Optional<String> key();

    /** How long a connection may take to open. A create that gets none was certainly not sent. */
    @WithDefault(CONNECT_TIMEOUT)
    Duration connectTimeout();

    /** How long the vendor may take to answer. A create past it is unknown. */
    @WithDefault(READ_TIMEOUT)
    Duration readTimeout();

    /**
     * Creates on their way at once. Their connection pool has twice the size, as a connection whose create was given up
     * is closed a moment later, and nothing waits for one: what has no connection was not sent.
     */
    @WithDefault("64")
    int maxInFlight();

    /** Status queries on their way at once. */
    @WithDefault("32")
    int maxAsksInFlight();

    /** Cap on status queries, repetitions included: in no second does the vendor see more of them from this process. */
    @WithDefault("20")
    int asksPerSecond();

    /**
     * Idle connections are closed by us after this long: before a vendor or a balancer between would do it, as a create
     * written into a connection that is just being closed is unknown. Balancers commonly close after 60 s.
     */
    @WithDefault("20s")
    Duration idleTimeout();

    /**
     * Whether a connection is kept for the next request. Not by a process that may be frozen in between: it would write a
     * create into one that has long been closed at the other end, or lost on the way, and never know what became of it.
     */
    @WithDefault("true")
    boolean keepAlive();

    /** The longest answer that is read; a longer one counts as unreadable. Task objects have well under 10 KB. */
    @WithDefault("1M")
    MemorySize maxAnswer();
}
