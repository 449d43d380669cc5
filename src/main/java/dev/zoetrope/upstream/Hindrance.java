package dev.zoetrope.upstream;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;

/** Why a create was not sent, in words for the log. None of them names a host, a path or a key. */
enum Hindrance {
    UNKNOWN_HOST("its host name is not found"),
    REFUSED("it refuses connections"),
    UNROUTABLE("no route leads to it"),
    CONNECT_TIMEOUT("its connections take too long to open"),
    CERTIFICATE_EXPIRED("its TLS certificate has expired"),
    CERTIFICATE_NOT_YET_VALID("its TLS certificate is not valid yet"),
    CERTIFICATE_UNTRUSTED("no authority that this machine trusts has issued its TLS certificate"),
    CERTIFICATE_OF_ANOTHER_HOST("its TLS certificate is for another host"),
    TLS("its TLS handshake fails"),
    BREAKER_OPEN("the circuit breaker is open, because too many of the last creates had no answer"),
    /** Of ours: the vendor is not to blame. */
    BUSY("all connections are in use"),
    OTHER("no connection to it could be used");

    private static final int DEEPEST_CAUSE = 16;

    private final String words;

    Hindrance(String words) {
        this.words = words;
    }

    /** Words that follow the name of the vendor. */
    String words() {
        return words;
    }

    /** The value of a meter's label. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param failure that proves that nothing was sent */
    static Hindrance of(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(DEEPEST_CAUSE)
                .map(Hindrance::named).reduce(OTHER, (outer, inner) -> inner.compareTo(outer) < 0 ? inner : outer);
    }

    /** The more a reason says, the earlier it stands in the list above. */
    private static Hindrance named(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return UNKNOWN_HOST;
        }
        if (cause instanceof NoRouteToHostException) {
            return UNROUTABLE;
        }
        if (cause instanceof ConnectTimeoutException) {
            return CONNECT_TIMEOUT;
        }
        if (cause instanceof ConnectException) {
            return REFUSED;
        }
        if (cause instanceof CertificateExpiredException) {
            return CERTIFICATE_EXPIRED;
        }
        if (cause instanceof CertificateNotYetValidException) {
            return CERTIFICATE_NOT_YET_VALID;
        }
        if (cause instanceof CertPathBuilderException) {
            return CERTIFICATE_UNTRUSTED;
        }
        if (cause instanceof CertificateException && cause.getCause() == null) {
            return CERTIFICATE_OF_ANOTHER_HOST; // so the JDK reports a name that does not match
        }
        if (cause instanceof SSLException || cause instanceof SslHandshakeTimeoutException) {
            return TLS;
        }
        if (cause instanceof CircuitBreakerOpenException) {
            return BREAKER_OPEN;
        }
        return cause instanceof ConnectionPoolTooBusyException ? BUSY : OTHER;
    }
}
