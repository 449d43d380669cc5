package dev.zoetrope.guard;

/** The failure of a guarded request. A caller may read the message: it contains no URL and no address. */
public final class GuardException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The reason of the failure, with a text for the caller that follows the name of the thing to fetch. */
    public enum Reason {
        BAD_URL("is not a usable http or https URL"),
        NOT_PUBLIC("does not lead to a public address"),
        UNRESOLVED("names a host that cannot be found"),
        UNREACHABLE("could not be reached"),
        TIMED_OUT("took too long to answer"),
        BROKEN_OFF("broke off before its end"),
        TOO_LARGE("is larger than allowed"),
        TOO_MANY_REDIRECTS("redirects too often"),
        REFUSED("was answered with an HTTP error"),
        BUSY("could not be fetched, as too much is being fetched already"),
        NOT_WRITTEN("could not be stored");

        private final String description;

        Reason(String text) {
            this.description = text;
        }

        public String description() {
            return description;
        }
    }

    private final Reason reason;
    /** Whether the server may have received the request; if false, the request provably was not sent. */
    private final boolean sent;

    GuardException(Reason reason, boolean sent) {
        super(reason.description(), null, false, false);
        this.reason = reason;
        this.sent = sent;
    }

    private GuardException(Reason reason, String text) {
        super(text, null, false, false);
        this.reason = reason;
        this.sent = true;
    }

    /** For a response with a status that is not 2xx. */
    static GuardException refused(int status) {
        return new GuardException(Reason.REFUSED, "was answered with HTTP status " + status);
    }

    /** For a failure before the first byte of the request was sent. */
    static GuardException unsent(Reason reason) {
        return new GuardException(reason, false);
    }

    /** For a failure after the request may have been sent. */
    static GuardException sent(Reason reason) {
        return new GuardException(reason, true);
    }

    public Reason reason() {
        return reason;
    }

    public boolean wasSent() {
        return sent;
    }
}
