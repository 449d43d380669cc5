package dev.zoetrope.guard;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/**
 * Reads and discards a body, so that its connection can be reused. Past the limit it closes the connection, because that is
 * cheaper than to read on.
 */
final class BodyDiscarder {
    private final HttpClientResponse response;
    private final long maxBytes;
    private final Promise<GuardedReply> done = Promise.promise();
    private long bytes;

    BodyDiscarder(HttpClientResponse response, long maxBytes) {
        this.response = response;
        this.maxBytes = maxBytes;
    }

    /** The response, after its body has ended, failed or exceeded the limit. Never fails. */
    Future<GuardedReply> run() {
        response.exceptionHandler(brokenOff -> finish());
        response.endHandler(end -> finish());
        response.handler(this::onChunk);
        response.resume();
        return done.future();
    }

    private void onChunk(Buffer chunk) {
        bytes += chunk.length();
        if (bytes > maxBytes) {
            finish();
            response.request().reset();
        }
    }

    private void finish() {
        done.tryComplete(new GuardedReply(response.statusCode(), response.headers(), bytes));
    }
}
