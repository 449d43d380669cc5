package dev.zoetrope.upstream;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import javax.net.ssl.SSLHandshakeException;

import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

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
 * to be void, so nothing is handed over after the moment its lease was reckoned with, and no head is written after it.
 *
 * <pre>
 * OPEN ── handOver ──▶ PASSED ── leave ──▶ LEFT
 *   ▲ ◀── returned ──────┘ │ │
 *   └ shut ──▶ SHUT ◀──────┘ └ shut ──▶ ABANDONED
 *                 too late
 * </pre>
 *
 * An acceptance is a fact whatever the guards have decided meanwhile, so it has a way of its own ({@link #heard}).
 */
public final class SendPermit {
    private static final Logger LOG = Logger.getLogger(SendPermit.class);
    private static final int DEEPEST_CAUSE = 8;

    private final GenerationRequest request;
    private final Instant lastStart;
    private final Clock clock;
    private final AtomicReference<Gate> gate = new AtomicReference<>(Gate.OPEN);

    private SendOutcome.Accepted acceptance;
    private Consumer<SendOutcome.Accepted> late;

    private enum Gate {
        OPEN,
        PASSED,
        LEFT,
        SHUT,
        ABANDONED
    }

    /** @param lastStart after this it is not handed over any more ({@link SendTimeouts#lastStart}) */
    public SendPermit(GenerationRequest request, Instant lastStart, Clock clock) {
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

    /**
     * The head of the request is to be written now: from here on it counts as sent.
     *
     * @return false if it must not be written, as its time is over or nobody waits for it any more
     */
    boolean leave() {
        if (clock.instant().isAfter(lastStart)) {
            gate.compareAndSet(Gate.PASSED, Gate.SHUT);
            return false;
        }
        return gate.compareAndSet(Gate.PASSED, Gate.LEFT);
    }

    /** Whether it was kept from leaving by ourselves; the vendor is not to blame. */
    boolean withheld() {
        return gate.get() == Gate.SHUT;
    }

    /** It came back unsent. */
    void returned() {
        gate.compareAndSet(Gate.PASSED, Gate.OPEN);
    }

    /** Nobody waits for it any more: if it has not left by now, it never will. */
    void shut() {
        if (!gate.compareAndSet(Gate.OPEN, Gate.SHUT)) {
            gate.compareAndSet(Gate.PASSED, Gate.ABANDONED);
        }
    }

    /** The vendor accepted it, in time or late. */
    void heard(SendOutcome.Accepted accepted) {
        Consumer<SendOutcome.Accepted> listener;
        synchronized (this) {
            acceptance = accepted;
            listener = late;
        }
        if (listener != null) {
            listener.accept(accepted);
        }
    }

    /**
     * The outcome as it is to be written.
     *
     * @param outcome what the guards have decided
     * @param listener told of an acceptance that is heard afterwards; once at most, on any thread
     * @return the acceptance, if one was heard already
     */
    public synchronized SendOutcome decided(SendOutcome outcome, Consumer<SendOutcome.Accepted> listener) {
        late = listener;
        return acceptance == null ? outcome : acceptance;
    }

    /** Whether this failure proves that nothing was sent. */
    boolean certainlyNotSent(Throwable failure) {
        Gate now = gate.get();
        if (now == Gate.OPEN || now == Gate.SHUT) {
            return true;
        }
        if (now == Gate.LEFT) {
            return false;
        }
        if (failure instanceof BulkheadException || failure instanceof CircuitBreakerOpenException) {
            return true;
        }
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (neverConnected(cause) || notBuilt(cause)) {
                return true;
            }
            if (cause instanceof DecoderException) {
                return false; // of a connection that was in use: an alert may also follow what was sent
            }
        }
        return false;
    }

    /** No head is written yet: a value made the request impossible. The log does not show the value, which may be our key. */
    private static boolean notBuilt(Throwable cause) {
        boolean misfit = SendFailureReason.NOT_BUILT.isShownBy(cause);
        if (misfit) {
            LOG.errorf("A create could not be made into an HTTP request and was not sent (%s)",
                    cause.getClass().getSimpleName());
        }
        return misfit;
    }

    private static boolean neverConnected(Throwable cause) {
        return cause instanceof ConnectException || cause instanceof ConnectTimeoutException
                || cause instanceof NoRouteToHostException || cause instanceof UnknownHostException
                || cause instanceof SSLHandshakeException || cause instanceof SslHandshakeTimeoutException
                || cause instanceof ConnectionPoolTooBusyException;
    }
}
