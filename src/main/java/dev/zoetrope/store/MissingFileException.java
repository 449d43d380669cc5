package dev.zoetrope.store;

/** The store does not have the file, or the file is too short. It has no stack trace, because it is an expected result. */
public final class MissingFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingFileException() {
        super("there is no such file", null, false, false);
    }
}
