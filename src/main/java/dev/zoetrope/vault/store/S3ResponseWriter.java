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
 * Carries the bytes of an object into an answer, at the pace of its reader: a chunk is asked for when another has gone to
 * the socket. Whether the answer's queue is full would be no measure, as the connection may belong to another event loop and
 * not have seen yet what is on its way. A reader that hangs up ends the read. Everything happens on one context.
 */
final class S3ResponseWriter implements Subscriber<ByteBuffer> {
    /** Chunks on their way at once, of 8 KB as the client reads them: 256 KB for each reader. */
    private static final int AHEAD = 32;

    private final HttpServerResponse to;
    private final boolean whole;
    private final Context context;
    private final Promise<Void> done = Promise.promise();
    private Subscription from;
    private boolean ended;

    /** @param whole whether the object offers all that is wanted; if not, nothing of it is taken */
    S3ResponseWriter(Vertx vertx, HttpServerResponse to, boolean whole) {
        this.to = to;
        this.whole = whole;
        this.context = vertx.getOrCreateContext();
    }

    /** Ends with the answer, or fails with it unfinished. */
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

    /** Seen by the writes that fail: the answer's own handlers belong to whoever made it. */
    private void hungUp() {
        context.runOnContext(now -> stop(new BucketException("the reader is gone")));
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
