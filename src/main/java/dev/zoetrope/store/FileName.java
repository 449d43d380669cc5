package dev.zoetrope.store;

/**
 * Names a stored file. Its text has only letters, digits and dashes: valid as a file name, an object key and a header value.
 */
public interface FileName {

    @Override
    String toString();
}
