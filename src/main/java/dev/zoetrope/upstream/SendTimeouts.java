package dev.zoetrope.upstream;

import java.time.Duration;
import java.time.Instant;

import jakarta.inject.Singleton;

/**
 * The longest time a create may be in flight, so that a lease can cover it. One permission allows several send attempts:
 * none begins after {@link #lastStart}, and none takes longer than the timeout of its guard.
 *
 * <pre>
 * permitted ── attempts may begin ──▶ lastStart ── last attempt ──▶ permitted + longest time
 * </pre>
 */
@Singleton
public class SendTimeouts {
    /** Tolerance for late timers, which also makes the guard time out after the client that it guards. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final Duration connectBudget;
    private final Duration oneAttempt;

    public SendTimeouts(UpstreamConfig config) {
        this.connectBudget = connectBudget(config.connectTimeout());
        this.oneAttempt = oneAttempt(config.connectTimeout(), config.readTimeout());
    }

    /**
     * The last moment at which a create may be submitted to the HTTP client. It leaves time for one connection that times
     * out and a second attempt; if connections are refused at once, more attempts fit.
     *
     * @param permitted when the ledger recorded the permission to send
     */
    public Instant lastStart(Instant permitted) {
        return permitted.plus(connectBudget);
    }

    /** The longest time from the permission to send to the outcome. A lease is longer than this. */
    public Duration maxDuration() {
        return connectBudget.plus(oneAttempt);
    }

    /**
     * The longest time of one send attempt: connection, TLS handshake (at most the connect timeout again), response, and a
     * margin. Without the margin the guard could time out before the client and report an unknown outcome, although the
     * client still gets a definite one.
     */
    static Duration oneAttempt(Duration connectTimeout, Duration readTimeout) {
        return connectBudget(connectTimeout).plus(readTimeout);
    }

    private static Duration connectBudget(Duration connectTimeout) {
        return connectTimeout.multipliedBy(2).plus(MARGIN);
    }
}
