package dev.zoetrope.video;

/** Carries a {@link Failure} to the one mapper that answers it. No stack trace: it is an answer, not an accident. */
public final class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public FailureException(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
