package dev.zoetrope.guard;

/** Why a request through the guard came to nothing. Its message is fit for a caller: it names no URL and no address. */
public final class GuardException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The reason, each with the words a caller may read after the name of the thing that was to be fetched. */
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

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    private final Reason reason;
    /** Whether the request may have reached the other side; false means it certainly was not sent. */
    private final boolean sent;

    GuardException(Reason reason, boolean sent) {
        super(reason.words(), null, false, false);
        this.reason = reason;
        this.sent = sent;
    }

    private GuardException(Reason reason, String words) {
        super(words, null, false, false);
        this.reason = reason;
        this.sent = true;
    }

    /** For an answer with an HTTP status that is no success. */
    static GuardException refused(int status) {
        return new GuardException(Reason.REFUSED, "was answered with HTTP status " + status);
    }

    /** For what went wrong before the first byte of the request. */
    static GuardException unsent(Reason reason) {
        return new GuardException(reason, false);
    }

    /** For what went wrong once the request was on its way. */
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
