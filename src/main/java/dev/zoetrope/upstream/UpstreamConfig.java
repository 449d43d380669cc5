package dev.zoetrope.upstream;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Settings of the connection to the vendor. The numbers of the guards (retry, circuit breaker, bulkhead, timeout) are
 * MicroProfile Fault Tolerance settings in {@code application.properties}; {@link FaultToleranceTimeouts} derives the ones
 * that depend on a setting of this interface. Every duration is 1 ms to 365 days.
 */
@ConfigMapping(prefix = "zoetrope.upstream")
public interface UpstreamConfig {
    /** Default of {@link #connectTimeout()}, for code that runs before the settings are read. */
    String CONNECT_TIMEOUT = "5s";
    /** Default of {@link #readTimeout()}. */
    String READ_TIMEOUT = "60s";

    /** The vendor's base URL without the {@code /v1} at its end. With neither URL nor key, the sandbox is used. */
    Optional<String> url();

    /** The gateway's API key at the vendor. Without a URL, the vendor is the one whose API this gateway implements. */
    Optional<String> key();

    /**
     * Longest time to open a TCP connection; the TLS handshake may take as long again. A create without a connection
     * provably was not sent.
     */
    @WithDefault(CONNECT_TIMEOUT)
    Duration connectTimeout();

    /** Longest time from the request to the last byte of the response. After it, the outcome of a create is unknown. */
    @WithDefault(READ_TIMEOUT)
    Duration readTimeout();

    /**
     * The maximum number of creates that are sent at the same time, 1 to 10,000. Their connection pool has twice this size,
     * because the connection of an abandoned create is closed a moment later. No create waits for a connection: a create
     * that gets none was not sent.
     */
    @WithDefault("64")
    int maxInFlight();

    /**
     * The maximum number of polls that this process sends to the vendor in any second; 0 to 100,000, where 0 disables
     * polling.
     */
    @WithDefault("20")
    int asksPerSecond();
}
