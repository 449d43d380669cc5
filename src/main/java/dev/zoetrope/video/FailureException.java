package dev.zoetrope.video;

/**
 * Carries a {@link Failure} to the exception mapper that writes the error response. It has no stack trace, because it is an
 * expected answer and not a defect.
 */
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
