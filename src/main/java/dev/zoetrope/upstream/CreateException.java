package dev.zoetrope.upstream;

/**
 * A create that was not accepted, on its way through the guards: they count and retry by these types, and the door
 * turns each into a {@link SendOutcome}. No stack trace.
 */
abstract sealed class CreateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SendOutcome outcome;

    private CreateException(SendOutcome outcome) {
        super(outcome.word(), null, false, false);
        this.outcome = outcome;
    }

    SendOutcome outcome() {
        return outcome;
    }

    /** Certainly not sent, as the vendor cannot be reached: the only one that is retried at once. */
    static final class NotSent extends CreateException {
        private static final long serialVersionUID = 1L;

        private final SendFailureReason why;

        NotSent(SendFailureReason why) {
            super(new SendOutcome.NotSent());
            this.why = why;
        }

        SendFailureReason why() {
            return why;
        }
    }

    /**
     * Not handed over by ourselves, because it was given up or its time is over. Not tried again, and the breaker does
     * not count it: it says nothing of the vendor.
     */
    static final class Withheld extends CreateException {
        private static final long serialVersionUID = 1L;

        Withheld() {
            super(new SendOutcome.NotSent());
        }
    }

    /** The vendor said no; it is well, the request is not. The breaker does not count it. */
    static final class Refused extends CreateException {
        private static final long serialVersionUID = 1L;

        Refused(SendOutcome.Refused outcome) {
            super(outcome);
        }
    }

    /** The vendor said later. The breaker does not count it; the vendor's own time is kept by whoever sends again. */
    static final class Deferred extends CreateException {
        private static final long serialVersionUID = 1L;

        Deferred(SendOutcome.Deferred outcome) {
            super(outcome);
        }
    }

    /** Sent, and the answer is lost. The breaker counts it; nothing ever repeats it. */
    static final class Lost extends CreateException {
        private static final long serialVersionUID = 1L;

        /** @param seen what became of the exchange, in words for the log */
        Lost(String seen) {
            super(new SendOutcome.Unknown(seen));
        }
    }
}
