package dev.zoetrope.guard;

import io.vertx.core.MultiMap;

/**
 * A response, after its body was read.
 *
 * @param status HTTP status
 * @param headers never null; without Content-Length and Content-Encoding if the body was decoded
 * @param bytes length of the body that was read, in bytes, decoded
 */
public record GuardedReply(int status, MultiMap headers, long bytes) {

    private static final int SUCCESS = 2;

    /** Whether the status is 2xx. */
    public boolean succeeded() {
        return status / 100 == SUCCESS;
    }
}
