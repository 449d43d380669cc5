package dev.zoetrope.vault.store;

/** The store has no such file, or not as much of it as was wanted. No stack trace: it is an answer, not an accident. */
public final class MissingFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingFileException() {
        super("there is no such file", null, false, false);
    }
}
