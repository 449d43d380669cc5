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
    private static final int AHEAD = 32;

    private final HttpServerResponse to;
    private final boolean whole;
    private final Context context;
    private final Promise<Void> done = Promise.promise();
    private Subscription from;
    private boolean ended;

    /** @param whole whether the object has all requested bytes; if false, nothing is written and the read is cancelled */
    S3ResponseWriter(Vertx vertx, HttpServerResponse to, boolean whole) {
        this.to = to;
        this.whole = whole;
        this.context = vertx.getOrCreateContext();
    }

    /** Succeeds when the response has ended; fails if the response could not be completed. */
    Future<Void> done() {
        return done.future();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        context.runOnContext(now -> {
            from = subscription;
            if (!whole) {
                stop(new MissingFileException());
                return;
            }
            if (to.closed()) {
                hungUp();
            } else {
                from.request(AHEAD);
            }
        });
    }

    /** Called when a write fails. The close handler of the response is not used: it belongs to the response's creator. */
    private void hungUp() {
        context.runOnContext(now -> stop(new BucketException("the client closed the connection")));
    }

    private void stop(RuntimeException reason) {
        if (!ended) {
            ended = true;
            done.fail(reason);
            from.cancel();
        }
    }

    @Override
    public void onNext(ByteBuffer chunk) {
        context.runOnContext(now -> {
            if (!ended) {
                to.write(bytes(chunk)).onSuccess(gone -> more()).onFailure(failure -> hungUp());
            }
        });
    }

    private void more() {
        context.runOnContext(now -> {
            if (!ended) {
                from.request(1);
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
                done.fail(BucketFailures.told(failure));
            }
        });
    }

    @Override
    public void onComplete() {
        context.runOnContext(now -> {
            if (!ended) {
                ended = true;
                to.end().onComplete(done);
            }
        });
    }
}
