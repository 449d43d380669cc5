package dev.zoetrope.upstream;

/** A poll without a usable answer: the circuit breaker counts it. Without a stack trace. */
final class PollException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PollException() {
        super("no answer", null, false, false);
    }
}
