package dev.zoetrope.guard;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** Reads a body that nobody wants, so that its connection can be used again; beyond the limit the connection is cheaper. */
final class BodyDiscarder {
    private final HttpClientResponse response;
    private final long maxBytes;
    private final Promise<GuardedReply> done = Promise.promise();
    private long bytes;

    BodyDiscarder(HttpClientResponse response, long maxBytes) {
        this.response = response;
        this.maxBytes = maxBytes;
    }

    /** The answer, once its body has ended, was cut off or broke off: it counts all the same. */
    Future<GuardedReply> run() {
        response.exceptionHandler(brokenOff -> finish());
        response.endHandler(end -> finish());
        response.handler(this::take);
        response.resume();
        return done.future();
    }

    private void take(Buffer chunk) {
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
