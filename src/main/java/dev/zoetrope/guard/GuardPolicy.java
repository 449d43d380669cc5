package dev.zoetrope.guard;

import java.net.InetAddress;
import java.time.Duration;

/**
 * What one kind of outgoing request may do.
 *
 * @param allowPrivate whether {@link Reach#PRIVATE} addresses may be reached
 * @param maxBytes bytes of an answer's body taken at most; more is a failure
 * @param connectTimeout for one address, TCP and TLS together
 * @param idleTimeout longest silence of the other side
 * @param totalTimeout for everything: names, redirects, body
 * @param maxRedirects redirects followed; 0 hands a redirect back as the answer
 */
public record GuardPolicy(boolean allowPrivate, long maxBytes, Duration connectTimeout, Duration idleTimeout,
        Duration totalTimeout, int maxRedirects) {

    /** Whether this address may be connected to. */
    public boolean allows(InetAddress address) {
        return switch (AddressRules.reach(address)) {
            case PUBLIC -> true;
            case PRIVATE -> allowPrivate;
            case NEVER -> false;
        };
    }
}
