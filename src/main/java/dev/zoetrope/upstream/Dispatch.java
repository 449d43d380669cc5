package dev.zoetrope.upstream;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;

import javax.net.ssl.SSLHandshakeException;

import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

import dev.zoetrope.video.GenerationRequest;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;

/**
 * One create on its way out of the house, and what is known of whether a byte of it has left. What is not certain
 * counts as left: the list of proofs below is a list of permissions to send again, so it only grows with care.
 */
public final class Dispatch {
    private static final int DEEPEST_CAUSE = 8;

    private final GenerationRequest request;
    private volatile boolean handedOver;

    public Dispatch(GenerationRequest request) {
        this.request = request;
    }

    GenerationRequest request() {
        return request;
    }

    /** The create goes to the HTTP client now. Until then no failure whatever can have sent it. */
    void handOver() {
        handedOver = true;
    }

    /** It came back unsent. */
    void returned() {
        handedOver = false;
    }

    /** Whether this failure proves that nothing was sent. */
    boolean certainlyNotSent(Throwable failure) {
        if (!handedOver || failure instanceof BulkheadException || failure instanceof CircuitBreakerOpenException) {
            return true;
        }
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (neverConnected(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean neverConnected(Throwable cause) {
        return cause instanceof ConnectException || cause instanceof ConnectTimeoutException
                || cause instanceof NoRouteToHostException || cause instanceof UnknownHostException
                || cause instanceof SSLHandshakeException || cause instanceof SslHandshakeTimeoutException
                || cause instanceof ConnectionPoolTooBusyException;
    }
}
