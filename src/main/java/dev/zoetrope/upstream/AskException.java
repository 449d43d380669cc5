package dev.zoetrope.upstream;

/** A question that brought no usable answer, on its way through the guards. No stack trace. */
final class AskException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AskException() {
        super("no answer", null, false, false);
    }
}
