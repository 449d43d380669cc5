package dev.zoetrope.guard;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * What one kind of outgoing request may do.
 *
 * @param mayBePrivate of which hosts {@link AddressScope#PRIVATE} addresses may be reached; asked with each redirect's host too
 * @param maxBytes bytes of an answer's body taken at most; more is a failure
 * @param connectTimeout for one address, TCP and TLS together
 * @param idleTimeout longest silence of the other side
 * @param totalTimeout for everything: names, redirects, body
 * @param maxRedirects redirects followed; 0 hands a redirect back as the answer
 */
public record GuardPolicy(Predicate<String> mayBePrivate, long maxBytes, Duration connectTimeout, Duration idleTimeout,
        Duration totalTimeout, int maxRedirects) {

    /** @param allowPrivate whether that holds for every host or for none */
    public GuardPolicy(boolean allowPrivate, long maxBytes, Duration connectTimeout, Duration idleTimeout,
            Duration totalTimeout, int maxRedirects) {
        this(host -> allowPrivate, maxBytes, connectTimeout, idleTimeout, totalTimeout, maxRedirects);
    }

    /** Whether this address of a host may be connected to. */
    public boolean allows(String host, InetAddress address) {
        return switch (AddressRules.reach(address)) {
            case PUBLIC -> true;
            case PRIVATE -> mayBePrivate.test(host);
            case NEVER -> false;
        };
    }
}
