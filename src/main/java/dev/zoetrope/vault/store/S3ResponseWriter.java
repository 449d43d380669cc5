package dev.zoetrope.vault.store;

import java.nio.ByteBuffer;

import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * Writes the bytes of an object to a response, no faster than the client reads: it requests another chunk when a chunk has
 * been written to the socket. It does not use {@code writeQueueFull} of the response: the connection may belong to another
 * event loop, which may not have counted the latest writes yet. If the client closes the connection, the read ends.
 * Everything runs on one Vert.x context.
 */
final class S3ResponseWriter implements Subscriber<ByteBuffer> {
    /** Chunks requested and not yet written. The S3 client reads chunks of 8 KB, so this is 256 KB for each reader. */
    private static final int CHUNKS_IN_FLIGHT = 32;

    private final HttpServerResponse response;
    private final boolean complete;
    private final Context context;
    private final Promise<Void> done = Promise.promise();
    private Subscription source;
    private boolean ended;

    /** @param whole whether the object has all requested bytes; if false, nothing is written and the read is cancelled */
    S3ResponseWriter(Vertx vertx, HttpServerResponse to, boolean whole) {
        this.response = to;
        this.complete = whole;
        this.context = vertx.getOrCreateContext();
    }

    /** Succeeds when the response has ended; fails if the response could not be completed. */
    Future<Void> done() {
        return done.future();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        context.runOnContext(now -> {
            source = subscription;
            if (!complete) {
                stop(new MissingFileException());
                return;
            }
            if (response.closed()) {
                stopForClosedConnection();
            } else {
                source.request(CHUNKS_IN_FLIGHT);
            }
        });
    }

    /** Called when a write fails. The close handler of the response is not used: it belongs to the response's creator. */
    private void stopForClosedConnection() {
        context.runOnContext(now -> stop(new BucketException("the client closed the connection")));
    }

    private void stop(RuntimeException reason) {
        if (!ended) {
            ended = true;
            done.fail(reason);
            source.cancel();
        }
    }

    @Override
    public void onNext(ByteBuffer chunk) {
        context.runOnContext(now -> {
            if (!ended) {
                response.write(bytes(chunk)).onSuccess(gone -> requestMore()).onFailure(failure -> stopForClosedConnection());
            }
        });
    }

    private void requestMore() {
        context.runOnContext(now -> {
            if (!ended) {
                source.request(1);
            }
        });
    }

    private static Buffer bytes(ByteBuffer chunk) {
        byte[] bytes = new byte[chunk.remaining()];
        chunk.get(bytes);
        return Buffer.buffer(bytes);
    }

    @Override
    public void onError(Throwable failure) {
        context.runOnContext(now -> {
            if (!ended) {
                ended = true;
                done.fail(BucketFailures.map(failure));
            }
        });
    }

    @Override
    public void onComplete() {
        context.runOnContext(now -> {
            if (!ended) {
                ended = true;
                response.end().onComplete(done);
            }
        });
    }
}
