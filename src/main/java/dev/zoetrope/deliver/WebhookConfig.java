package dev.zoetrope.deliver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How callers are called back. */
@ConfigMapping(prefix = "zoetrope.webhook")
public interface WebhookConfig {
    /**
     * {@code caller:whsec_<base64 of 24 to 64 bytes>} pairs, comma separated: what each caller's callbacks are signed with.
     * Several of one caller, while it rotates them: each signs. {@code *:whsec_…} signs for every caller without one of its
     * own, in a sandbox without {@code zoetrope.keys} only. A caller without any cannot be called back.
     */
    Optional<List<String>> secrets();

    /** Whether callbacks may go by plain http and to private addresses. */
    @WithDefault("false")
    boolean allowPrivate();

    /** How long a receiver may take to answer, names and connection included. */
    @WithDefault("10s")
    Duration timeout();

    /** Most callbacks under way at once; each may hold a connection, with TLS some 50 KB. */
    @WithDefault("512")
    int inFlight();

    /**
     * Most of them to one receiver (scheme, host and port), from the claim to the answer: 1,000 a second at 64 ms for the two,
     * of which a claim on a quick disk takes 5. A receiver that hangs holds no more.
     */
    @WithDefault("64")
    int perReceiver();
}
