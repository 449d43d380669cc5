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
import dev.zoetrope.video.Pin;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;

/**
 * The permission to send one create, and whether a byte of the create may have been sent. A create counts as sent unless
 * {@link #certainlyNotSent} returns true. A wrong true would send a paid request twice.
 *
 * <p>
 * The permit also stops a create that must not be sent any more, for two reasons:
 * <ul>
 * <li>A guard that times out does not remove the create from the bulkhead's queue, so the create could be sent after the
 * ledger recorded it as not sent. So {@link CreateFallback} revokes the permit before it reports an outcome.
 * <li>A process that was paused may resume when other replicas consider its lease expired. So after {@code lastStart} no
 * create is submitted to the HTTP client, and no head is written.
 * </ul>
 *
 * <pre>
 * READY ── submit ──▶ SUBMITTED ── beginWrite ──▶ WRITTEN
 *  │ ▲                  │ │ │
 *  │ └── markUnsent ────┘ │ └─ revoke ──▶ ABANDONED
 *  │                      │ beginWrite after lastStart
 *  └─ revoke ─▶ WITHHELD ◀┘
 * </pre>
 *
 * An acceptance counts even after the guards have reported another outcome, so the listener gets it directly
 * ({@link #recordAcceptance}). Thread-safe.
 */
public final class SendPermit {
    private static final Logger LOG = Logger.getLogger(SendPermit.class);
    private static final int MAX_CAUSES = 8;

    private final GenerationRequest request;
    private final Pin pin;
    private final Instant lastStart;
    private final Clock clock;
    private final AtomicReference<State> state = new AtomicReference<>(State.READY);

    private SendOutcome.Accepted acceptance;
    private Consumer<SendOutcome.Accepted> lateListener;

    private enum State {
        READY,
        SUBMITTED,
        WRITTEN,
        WITHHELD,
        ABANDONED
    }

    /**
     * A permission.
     *
     * @param pin the only vendor and key that the create may be sent to
     * @param lastStart the create is not sent after this time ({@link SendTimeouts#lastStart})
     */
    public SendPermit(GenerationRequest request, Pin pin, Instant lastStart, Clock clock) {
        this.request = request;
        this.pin = pin;
        this.lastStart = lastStart;
        this.clock = clock;
    }

    GenerationRequest request() {
        return request;
    }

    Pin pin() {
        return pin;
    }

    /**
     * Must be called immediately before the create is submitted to the HTTP client. Before this call, every failure proves
     * that the create was not sent.
     *
     * @throws CreateException.Withheld if the permit was revoked, or {@code lastStart} has passed
     */
    void submit() {
        if (clock.instant().isAfter(lastStart) || !state.compareAndSet(State.READY, State.SUBMITTED)) {
            throw new CreateException.Withheld();
        }
    }

    /**
     * Must be called immediately before the head of the request is written. If it returns true, the create counts as sent.
     *
     * @return false if the head must not be written, because {@code lastStart} has passed or the permit was revoked
     */
    boolean beginWrite() {
        if (clock.instant().isAfter(lastStart)) {
            state.compareAndSet(State.SUBMITTED, State.WITHHELD);
            return false;
        }
        return state.compareAndSet(State.SUBMITTED, State.WRITTEN);
    }

    /** Whether this permit stopped the create: the failure then says nothing about the vendor. */
    boolean isWithheld() {
        return state.get() == State.WITHHELD;
    }

    /** Records that the HTTP client provably did not send the create, so that it may be submitted again. */
    void markUnsent() {
        state.compareAndSet(State.SUBMITTED, State.READY);
    }

    /** Revokes the permit: if the head is not written yet, it never will be. */
    void revoke() {
        if (!state.compareAndSet(State.READY, State.WITHHELD)) {
            state.compareAndSet(State.SUBMITTED, State.ABANDONED);
        }
    }

    /** Records the vendor's acceptance, before or after the guards have decided. */
    void recordAcceptance(SendOutcome.Accepted accepted) {
        Consumer<SendOutcome.Accepted> listener;
        synchronized (this) {
            acceptance = accepted;
            listener = lateListener;
        }
        if (listener != null) {
            listener.accept(accepted);
        }
    }

    /**
     * Returns the outcome to record in the ledger.
     *
     * @param outcome the outcome that the guards have decided
     * @param listener called with an acceptance that arrives after this call; at most once, on any thread
     * @return the acceptance, if it has arrived already; else {@code outcome}
     */
    public synchronized SendOutcome outcomeToRecord(SendOutcome outcome, Consumer<SendOutcome.Accepted> listener) {
        lateListener = listener;
        return acceptance == null ? outcome : acceptance;
    }

    /** Whether this failure proves that no byte of the create was sent. */
    boolean certainlyNotSent(Throwable failure) {
        State now = state.get();
        if (now == State.READY || now == State.WITHHELD) {
            return true;
        }
        if (now == State.WRITTEN) {
            return false;
        }
        if (failure instanceof BulkheadException || failure instanceof CircuitBreakerOpenException) {
            return true;
        }
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++, cause = cause.getCause()) {
            if (neverConnected(cause) || notBuilt(cause)) {
                return true;
            }
            if (cause instanceof DecoderException) {
                return false; // proves nothing: a TLS alert may arrive after the create was sent
            }
        }
        return false;
    }

    /**
     * Whether the HTTP request could not be built, so that its head was not written. The log does not show the invalid
     * value, because it may be the gateway's key.
     */
    private static boolean notBuilt(Throwable cause) {
        boolean misfit = SendFailureReason.NOT_BUILT.matches(cause);
        if (misfit) {
            LOG.errorf("No HTTP request can be built for a create; the create was not sent (%s)",
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
