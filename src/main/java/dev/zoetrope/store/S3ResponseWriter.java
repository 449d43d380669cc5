package dev.zoetrope.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;

/**
 * Writes the bytes of an object to a response, no faster than the client reads: it requests another chunk when a chunk has
 * been written to the socket. It does not use {@code writeQueueFull} of the response: the connection may belong to another
 * event loop, which may not have counted the latest writes yet. If the client closes the connection, the read ends.
 * Everything runs on one Vert.x context, which is the one of the object.
 */
final class S3ResponseWriter {
    /** Chunks requested and not yet written. The HTTP client reads chunks of 8 KB, so this is 256 KB for each reader. */
    private static final int CHUNKS_IN_FLIGHT = 32;
    /** If a read ends early and fewer bytes are missing, they are read and discarded. */
    private static final int MAX_DISCARDED = 1 << 20;

    private final HttpClientResponse object;
    private final HttpServerResponse response;
    private final Context context;
    private final Promise<Void> done = Promise.promise();
    private long missing;

    /**
     * @param source the object, paused, on whose context this is called
     * @param length bytes of the object
     */
    S3ResponseWriter(Vertx vertx, HttpClientResponse source, long length, HttpServerResponse to) {
        this.missing = length;
        this.object = source;
        this.response = to;
        this.context = vertx.getOrCreateContext();
    }

    /** Starts to write. The future succeeds when the response has ended. It fails if the response cannot be completed. */
    Future<Void> write() {
        object.exceptionHandler(failure -> done.tryFail(BucketFailures.map(failure)));
        object.endHandler(end -> {
            if (!done.future().isComplete()) {
                response.end().onComplete(done);
            }
        });
        object.handler(this::write);
        if (response.closed()) {
            stop();
        } else {
            object.fetch(CHUNKS_IN_FLIGHT);
        }
        return done.future();
    }

    private void write(Buffer chunk) {
        missing -= chunk.length();
        response.write(chunk).onComplete(gone -> context.runOnContext(now -> {
            if (gone.failed()) {
                stop();
            } else if (!done.future().isComplete()) {
                object.fetch(1);
            }
        }));
    }

    /**
     * Called when a write fails. The close handler of the response is not used: it belongs to the response's creator. The
     * request is reset only if its end is far away: when the end has arrived, unread, another call may already use the
     * connection, and a reset would close it.
     */
    private void stop() {
        if (!done.tryFail(new BucketException("the client closed the connection"))) {
            return;
        }
        if (missing > MAX_DISCARDED) {
            object.request().reset();
        } else {
            object.handler(unused -> {
            }).resume();
        }
    }
}
