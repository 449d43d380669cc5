package dev.zoetrope.guard;

import io.vertx.core.MultiMap;

/**
 * What came back.
 *
 * @param status HTTP status
 * @param headers never null; without the length and the encoding of a body that was decoded
 * @param bytes length of the body that was handed on, decoded
 */
public record GuardedReply(int status, MultiMap headers, long bytes) {

    private static final int SUCCESS = 2;

    /** Whether the status is 2xx. */
    public boolean succeeded() {
        return status / 100 == SUCCESS;
    }
}
