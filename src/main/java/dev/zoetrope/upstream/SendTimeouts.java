package dev.zoetrope.upstream;

import java.time.Duration;
import java.time.Instant;

import jakarta.inject.Singleton;

/**
 * How long a create may be under way, so that a lease can cover it: none of its tries begins later than
 * {@link #lastStart}, and none takes longer than its guard's timeout.
 *
 * <pre>
 * permitted ── tries may begin ──▶ lastStart ── the last try ──▶ permitted + longest()
 * </pre>
 */
@Singleton
public class SendTimeouts {
    /** What a timer may be late, and a guard must be later than the client it guards. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final Duration connecting;
    private final Duration oneTry;

    public SendTimeouts(UpstreamConfig config) {
        this.connecting = connecting(config.connectTimeout());
        this.oneTry = oneTry(config.connectTimeout(), config.readTimeout());
    }

    /**
     * The last moment at which a create may be handed to the HTTP client. Room for one connection that comes to nothing;
     * a vendor that refuses at once is tried more often.
     *
     * @param permitted when the ledger wrote that the create may be on its way
     */
    public Instant lastStart(Instant permitted) {
        return permitted.plus(connecting);
    }

    /** The longest time from the permission to send until the outcome is known. A lease is longer than this. */
    public Duration longest() {
        return connecting.plus(oneTry);
    }

    /**
     * The longest time of one try: connection, TLS handshake (which may take as long again), answer. A margin on top,
     * because a guard that gave up before the client does would call unknown what the client still knows.
     */
    static Duration oneTry(Duration connectTimeout, Duration readTimeout) {
        return connecting(connectTimeout).plus(readTimeout);
    }

    private static Duration connecting(Duration connectTimeout) {
        return connectTimeout.multipliedBy(2).plus(MARGIN);
    }
}
