package dev.zoetrope.upstream;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicReference;

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
 *
 * <p>
 * It is also the gate it leaves by. A guard that gives up a waiting create does not take it out of the bulkhead's queue,
 * which would send it later, when the ledger has long been told that it was not sent: so whoever says "not sent" shuts
 * the gate first.
 */
public final class Dispatch {
    private static final int DEEPEST_CAUSE = 8;

    private final GenerationRequest request;
    private final AtomicReference<Gate> gate = new AtomicReference<>(Gate.OPEN);

    private enum Gate {
        OPEN,
        PASSED,
        SHUT
    }

    public Dispatch(GenerationRequest request) {
        this.request = request;
    }

    GenerationRequest request() {
        return request;
    }

    /**
     * The create goes to the HTTP client now. Until then no failure whatever can have sent it.
     *
     * @throws CreateException.NotSent if it was given up meanwhile
     */
    void handOver() {
        if (!gate.compareAndSet(Gate.OPEN, Gate.PASSED)) {
            throw new CreateException.NotSent();
        }
    }

    /** It came back unsent. */
    void returned() {
        gate.compareAndSet(Gate.PASSED, Gate.OPEN);
    }

    /** Nobody waits for it any more: if it has not been handed over by now, it never will be. */
    void shut() {
        gate.compareAndSet(Gate.OPEN, Gate.SHUT);
    }

    /** Whether this failure proves that nothing was sent. */
    boolean certainlyNotSent(Throwable failure) {
        if (gate.get() != Gate.PASSED || failure instanceof BulkheadException
                || failure instanceof CircuitBreakerOpenException) {
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
