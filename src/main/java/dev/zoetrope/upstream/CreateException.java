package dev.zoetrope.upstream;

/**
 * A create that was not accepted. The guards count and resend by the type of the exception, and {@link CreateFallback}
 * converts each into a {@link SendOutcome}. Without a stack trace.
 */
public abstract sealed class CreateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SendOutcome outcome;

    private CreateException(SendOutcome outcome) {
        super(outcome.label(), null, false, false);
        this.outcome = outcome;
    }

    SendOutcome outcome() {
        return outcome;
    }

    /**
     * The vendor cannot be reached, so the create provably was not sent. Only this failure is followed by an immediate
     * resend.
     */
    static final class NotSent extends CreateException {
        private static final long serialVersionUID = 1L;

        private final SendFailureReason reason;

        NotSent(SendFailureReason reason) {
            super(new SendOutcome.NotSent());
            this.reason = reason;
        }

        SendFailureReason reason() {
            return reason;
        }
    }

    /**
     * The {@link SendPermit} did not allow the create, because it was revoked or its time is over. There is no immediate
     * resend, and the circuit breaker does not count this failure, because it says nothing about the vendor.
     */
    static final class Withheld extends CreateException {
        private static final long serialVersionUID = 1L;

        Withheld() {
            super(new SendOutcome.NotSent());
        }
    }

    /** The vendor refused the create. The circuit breaker does not count this failure, because the vendor works. */
    public static final class Refused extends CreateException {
        private static final long serialVersionUID = 1L;

        public Refused(SendOutcome.Refused outcome) {
            super(outcome);
        }
    }

    /**
     * The vendor deferred the create. The circuit breaker does not count this failure; the resend obeys {@code Retry-After}.
     */
    public static final class Deferred extends CreateException {
        private static final long serialVersionUID = 1L;

        public Deferred(SendOutcome.Deferred outcome) {
            super(outcome);
        }
    }

    /**
     * The create may have been sent, and there is no usable response. The circuit breaker counts it; it is never sent again.
     */
    public static final class Lost extends CreateException {
        private static final long serialVersionUID = 1L;

        /** @param cause a description of the failed exchange for the log */
        public Lost(String cause) {
            super(new SendOutcome.Unknown(cause));
        }
    }
}
