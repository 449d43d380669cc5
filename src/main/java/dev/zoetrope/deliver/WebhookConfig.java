package dev.zoetrope.deliver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of callbacks. */
@ConfigMapping(prefix = "zoetrope.webhook")
public interface WebhookConfig {
    /**
     * The signing secrets: comma-separated pairs {@code caller:whsec_<base64 of 24 to 64 bytes>}. A caller may have several
     * secrets during a rotation; each callback is then signed with each of them. {@code *:whsec_…} signs for every caller
     * without a secret of its own; it is allowed only in a sandbox without {@code zoetrope.keys}. A caller without a secret
     * gets no callbacks.
     */
    Optional<List<String>> secrets();

    /** Whether callback URLs may use plain http and private addresses. */
    @WithDefault("false")
    boolean allowPrivate();

    /** The longest time of one attempt, from the DNS lookup to the answer of the receiver; 1 ms to 365 d. */
    @WithDefault("10s")
    Duration timeout();

    /**
     * The maximum number of attempts in flight, 2 to 100,000. Each may hold a connection; with TLS a connection costs about
     * 50 KB.
     */
    @WithDefault("512")
    int inFlight();

    /**
     * The maximum number of attempts in flight to one receiver (scheme, host and port), 1 to 10,000. An attempt is in flight
     * from its claim to the answer. With the default, a receiver gets 1,000 callbacks per second if claim and request take
     * 64 ms together; a claim takes 5 ms on a fast disk. A receiver that does not answer holds no more than this.
     */
    @WithDefault("64")
    int perReceiver();
}
