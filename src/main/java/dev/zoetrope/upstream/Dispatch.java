package dev.zoetrope.upstream;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLHandshakeException;

import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

import dev.zoetrope.video.GenerationRequest;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;

/**
 * One create on its way out of the house, and what is known of whether a byte of it has left. What is not certain
 * counts as left: the list of proofs below is a list of permissions to send again, so it only grows with care.
 *
 * <p>
 * It is also the gate it leaves by. A guard that gives up a waiting create does not take it out of the bulkhead's queue,
 * which would send it later, when the ledger has long been told that it was not sent: so whoever says "not sent" shuts
 * the gate first. And it closes with the time: a process that was paused holds a permission to send that others judge
 * to be void, so nothing is handed over after the moment its lease was reckoned with.
 */
public final class Dispatch {
    private static final int DEEPEST_CAUSE = 8;

    private final GenerationRequest request;
    private final Instant lastStart;
    private final Clock clock;
    private final AtomicReference<Gate> gate = new AtomicReference<>(Gate.OPEN);

    private enum Gate {
        OPEN,
        PASSED,
        SHUT
    }

    /** @param lastStart after this it is not handed over any more ({@link SendTimes#lastStart}) */
    public Dispatch(GenerationRequest request, Instant lastStart, Clock clock) {
        this.request = request;
        this.lastStart = lastStart;
        this.clock = clock;
    }

    GenerationRequest request() {
        return request;
    }

    /**
     * The create goes to the HTTP client now. Until then no failure whatever can have sent it.
     *
     * @throws CreateException.Withheld if it was given up meanwhile, or its time is over
     */
    void handOver() {
        if (clock.instant().isAfter(lastStart) || !gate.compareAndSet(Gate.OPEN, Gate.PASSED)) {
            throw new CreateException.Withheld();
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
            if (cause instanceof DecoderException) {
                return false; // of a connection that was in use: an alert may also follow what was sent
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
