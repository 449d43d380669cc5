package dev.zoetrope.ledger;

import java.time.Duration;
import java.util.Optional;

/**
 * The ledger could not do what it was asked. The message is fit for anybody's eyes: what the storage itself said goes
 * to the log only. No stack trace: it is an answer, not an accident.
 */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kept the ledger from it. */
    public enum Reason {
        /**
         * The storage does not answer or refuses to write; whether this write happened is not known, save that an
         * {@link Ledger#open} is taken back.
         */
        UNAVAILABLE("The storage is not available."),
        /** Too much waits already; nothing was written. */
        FULL("Too many writes are waiting for the storage."),
        /** The process is shutting down; nothing was written. */
        CLOSED("The storage is closed."),
        /** Another task has this id or vendor id; nothing was written, and to try again does not help. */
        CONFLICT("Another task has this id."),
        /** What is stored cannot be read; to try again does not help. */
        UNREADABLE("A stored task cannot be read.");

        private final String message;

        Reason(String message) {
            this.message = message;
        }
    }

    private final Reason reason;
    private final Duration retryAfter;

    public LedgerException(Reason reason, Duration retryAfter) {
        super(reason.message, null, false, false);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public Reason reason() {
        return reason;
    }

    /** When a new try makes sense; empty where it does not help. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
