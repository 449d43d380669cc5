package dev.zoetrope.upstream;

/** A question that brought no usable answer, on its way through the guards. No stack trace. */
final class PollException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PollException() {
        super("no answer", null, false, false);
    }
}
