package dev.zoetrope.upstream;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;

/**
 * Why a create was not sent, with a text for the log that never contains a host, a path or a key. Each reason has the
 * exception types that show it. If a failure and its causes show several reasons, the first constant is used.
 */
enum SendFailureReason {
    UNKNOWN_HOST("its host name cannot be resolved", UnknownHostException.class),
    CONNECT_TIMEOUT("connections to it time out", ConnectTimeoutException.class),
    REFUSED("it refuses connections", ConnectException.class),
    UNROUTABLE("there is no route to it", NoRouteToHostException.class),
    CERTIFICATE_EXPIRED("its TLS certificate has expired", CertificateExpiredException.class),
    CERTIFICATE_NOT_YET_VALID("its TLS certificate is not valid yet", CertificateNotYetValidException.class),
    CERTIFICATE_UNTRUSTED("its TLS certificate was not issued by an authority that this machine trusts",
            CertPathBuilderException.class),
    /** The JDK reports a certificate for another name as a CertificateException without a cause. */
    CERTIFICATE_OF_ANOTHER_HOST("its TLS certificate is for another host", CertificateException.class) {
        @Override
        boolean matches(Throwable cause) {
            return super.matches(cause) && cause.getCause() == null;
        }
    },
    TLS("its TLS handshake fails", SSLException.class, SslHandshakeTimeoutException.class),
    BREAKER_OPEN("the circuit breaker is open, because too many of the last creates had no usable response",
            CircuitBreakerOpenException.class),
    /** The vendor is not the reason. */
    BUSY("all connections are in use", ConnectionPoolTooBusyException.class),
    /** The vendor is not the reason. */
    NOT_BUILT("no HTTP request can be built for the create", IllegalArgumentException.class,
            JsonProcessingException.class),
    OTHER("there is no usable connection to it", Throwable.class);

    private static final int MAX_CAUSES = 16;

    private final String description;
    private final List<Class<?>> exceptions;

    SendFailureReason(String text, Class<?>... exceptions) {
        this.description = text;
        this.exceptions = List.of(exceptions);
    }

    /** The text for the log; "it" and "its" mean the vendor. */
    String description() {
        return description;
    }

    /** The value of the metric's label {@code reason}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this exception, without its causes, shows this reason. */
    boolean matches(Throwable exception) {
        return exceptions.stream().anyMatch(one -> one.isInstance(exception));
    }

    /** @param failure a failure that proves that nothing was sent */
    static SendFailureReason of(Throwable failure) {
        List<Throwable> chain = Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(MAX_CAUSES)
                .toList();
        return Stream.of(values()).filter(reason -> chain.stream().anyMatch(reason::matches)).findFirst().orElse(OTHER);
    }
}
