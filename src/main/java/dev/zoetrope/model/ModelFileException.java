package dev.zoetrope.model;

/** A model file that cannot be used. The message names the file, the line and the word. */
public final class ModelFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param line from 1; 0 if the fault is about the whole file */
    ModelFileException(String file, int line, String message) {
        super(file + (line > 0 ? ", line " + line : "") + ": " + message);
    }
}
