package dev.zoetrope.upstream;

import io.vertx.core.buffer.Buffer;

/**
 * A file whose bytes are a part of a create.
 *
 * @param contentType its media type
 * @param bytes all of it; not changed
 */
public record InlineFile(String contentType, Buffer bytes) {

    /** Without the bytes. */
    @Override
    public String toString() {
        return "InlineFile[" + contentType + ", " + bytes.length() + " bytes]";
    }
}
