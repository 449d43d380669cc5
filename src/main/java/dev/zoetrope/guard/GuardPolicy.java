package dev.zoetrope.guard;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * The limits of one kind of outgoing request.
 *
 * @param allowPrivate whether {@link AddressScope#PRIVATE} addresses of a host are allowed; called for the host of
 *        the URL and of each redirect
 * @param maxBytes the maximum number of bytes of a response body; a longer body is a failure
 * @param connectTimeout for the connection to one address, TCP and TLS together
 * @param idleTimeout longest time without data from the server
 * @param totalTimeout for the whole exchange: DNS, redirects and body
 * @param maxRedirects the maximum number of redirects to follow; 0 returns a redirect as the response
 */
public record GuardPolicy(Predicate<String> allowPrivate, long maxBytes, Duration connectTimeout, Duration idleTimeout,
        Duration totalTimeout, int maxRedirects) {

    /** @param allowPrivate whether private addresses of every host are allowed */
    public GuardPolicy(boolean allowPrivate, long maxBytes, Duration connectTimeout, Duration idleTimeout,
            Duration totalTimeout, int maxRedirects) {
        this(host -> allowPrivate, maxBytes, connectTimeout, idleTimeout, totalTimeout, maxRedirects);
    }

    /** Whether a request may connect to this address of the host. */
    public boolean allows(String host, InetAddress address) {
        return switch (AddressRules.scopeOf(address)) {
            case PUBLIC -> true;
            case PRIVATE -> allowPrivate.test(host);
            case NEVER -> false;
        };
    }
}
