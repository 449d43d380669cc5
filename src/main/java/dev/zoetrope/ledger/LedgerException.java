package dev.zoetrope.ledger;

import java.time.Duration;
import java.util.Optional;

/**
 * An operation of the ledger failed. The message may be shown to callers; the message of the storage itself is only
 * logged. Has no stack trace, because it is an expected result.
 */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why the operation failed. */
    public enum Reason {
        /**
         * The storage does not answer or refuses to write. It is unknown whether this write happened, except that a create
         * of {@link Ledger#create} is deleted.
         */
        UNAVAILABLE("The storage is not available."),
        /** The queue of operations is full; nothing was written. */
        FULL("Too many writes are waiting for the storage."),
        /** The process is shutting down; nothing was written. */
        CLOSED("The storage is closed."),
        /** Another task has this id or vendor id; nothing was written. A repetition does not help. */
        CONFLICT("Another task has this id."),
        /** A stored row cannot be read, or a value cannot be stored. A repetition does not help. */
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

    /** The time after which the operation may be repeated; empty if a repetition does not help. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
