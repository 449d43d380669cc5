package dev.zoetrope.vault;

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
 * Carries the bytes of an object into an answer, at the pace of its reader: no more is asked of the object than the answer
 * has room for. A reader that hangs up ends the read. Everything happens on one context.
 */
final class Outflow implements Subscriber<ByteBuffer> {
    /** Chunks on their way at once (of 8 KB, as HTTP clients read): some, as each question is a way to the store. */
    private static final int AHEAD = 16;

    private final HttpServerResponse to;
    private final boolean whole;
    private final Context context;
    private final Promise<Void> done = Promise.promise();
    private Subscription from;
    private boolean ended;
    private long owed;

    /** @param whole whether the object offers all that is wanted; if not, nothing of it is taken */
    Outflow(Vertx vertx, HttpServerResponse to, boolean whole) {
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
            to.closeHandler(gone -> hungUp()).exceptionHandler(failure -> hungUp());
            if (to.closed()) {
                hungUp();
            } else {
                from.request(AHEAD);
            }
        });
    }

    private void hungUp() {
        context.runOnContext(now -> stop(new BucketException("the reader is gone")));
    }

    private void stop(RuntimeException reason) {
        if (!ended) {
            ended = true;
            from.cancel();
            done.fail(reason);
        }
    }

    @Override
    public void onNext(ByteBuffer chunk) {
        context.runOnContext(now -> {
            if (!ended) {
                to.write(bytes(chunk)).onFailure(failure -> hungUp());
                owed++;
                pay();
            }
        });
    }

    private static Buffer bytes(ByteBuffer chunk) {
        byte[] bytes = new byte[chunk.remaining()];
        chunk.get(bytes);
        return Buffer.buffer(bytes);
    }

    private void pay() {
        if (ended || owed == 0) {
            return;
        }
        if (to.writeQueueFull()) {
            to.drainHandler(drained -> context.runOnContext(then -> pay()));
            if (to.writeQueueFull()) {
                return;
            }
        }
        long paid = owed;
        owed = 0;
        from.request(paid);
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
