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
 * Why a create was not sent, in words for the log. None of them names a host, a path or a key. Each reason has the exceptions
 * that
 * show it. A failure and its causes may show several reasons; the first constant counts.
 */
enum SendFailureReason {
    UNKNOWN_HOST("its host name is not found", UnknownHostException.class),
    CONNECT_TIMEOUT("its connections take too long to open", ConnectTimeoutException.class),
    REFUSED("it refuses connections", ConnectException.class),
    UNROUTABLE("no route leads to it", NoRouteToHostException.class),
    CERTIFICATE_EXPIRED("its TLS certificate has expired", CertificateExpiredException.class),
    CERTIFICATE_NOT_YET_VALID("its TLS certificate is not valid yet", CertificateNotYetValidException.class),
    CERTIFICATE_UNTRUSTED("no authority that this machine trusts has issued its TLS certificate",
            CertPathBuilderException.class),
    /** The JDK reports a name that does not match as a certificate exception without a cause. */
    CERTIFICATE_OF_ANOTHER_HOST("its TLS certificate is for another host", CertificateException.class) {
        @Override
        boolean isShownBy(Throwable cause) {
            return super.isShownBy(cause) && cause.getCause() == null;
        }
    },
    TLS("its TLS handshake fails", SSLException.class, SslHandshakeTimeoutException.class),
    BREAKER_OPEN("the circuit breaker is open, because too many of the last creates had no answer",
            CircuitBreakerOpenException.class),
    /** The vendor is not the reason. */
    BUSY("all connections are in use", ConnectionPoolTooBusyException.class),
    /** The vendor is not the reason. */
    NOT_BUILT("the create cannot be made into an HTTP request", IllegalArgumentException.class,
            JsonProcessingException.class),
    OTHER("no connection to it could be used", Throwable.class);

    private static final int DEEPEST_CAUSE = 16;

    private final String words;
    private final List<Class<?>> exceptions;

    SendFailureReason(String words, Class<?>... exceptions) {
        this.words = words;
        this.exceptions = List.of(exceptions);
    }

    /** Words that follow the name of the vendor. */
    String words() {
        return words;
    }

    /** The value of a meter's label. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this exception shows this reason; its causes are not looked at. */
    boolean isShownBy(Throwable exception) {
        return exceptions.stream().anyMatch(one -> one.isInstance(exception));
    }

    /** @param failure that proves that nothing was sent */
    static SendFailureReason of(Throwable failure) {
        List<Throwable> chain = Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(DEEPEST_CAUSE)
                .toList();
        return Stream.of(values()).filter(reason -> chain.stream().anyMatch(reason::isShownBy)).findFirst().orElse(OTHER);
    }
}
