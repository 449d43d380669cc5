package dev.zoetrope.vault.store;

import java.util.function.Function;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/**
 * Splits a stream into parts. While one part is uploaded, the next one fills, so at most two parts are in memory. A writer
 * that observes {@link #writeQueueFull} is slowed down to the speed of the uploads. The user of the stream gets the last
 * part from {@link #rest}; for a small file it is the only part. A write succeeds once its bytes are buffered. A failed
 * upload fails all later writes.
 */
final class MultipartWriteStream implements WriteStream<Buffer> {
    private final Function<PartBuffer, Future<Void>> ship;
    private final int partSize;
    private PartBuffer filling;
    private PartBuffer spare;
    private Future<Void> shipping = Future.succeededFuture();
    /** Bytes that did not fit into the part: at most the rest of a chunk if the writer observes {@link #writeQueueFull}. */
    private Buffer waiting = Buffer.buffer();
    private Throwable broken;
    private Context writer;
    private Handler<Void> drainHandler;
    private Handler<Throwable> exceptionHandler;

    /**
     * @param partSize size of each part but the last, in bytes
     * @param ship uploads a part. It is called for one part at a time, and must not use the part after its future has
     *        completed
     */
    MultipartWriteStream(int partSize, Function<PartBuffer, Future<Void>> ship) {
        this.partSize = partSize;
        this.ship = ship;
        this.filling = new PartBuffer(partSize);
    }

    @Override
    public synchronized Future<Void> write(Buffer data) {
        if (broken != null) {
            return Future.failedFuture(broken);
        }
        writer = Vertx.currentContext();
        if (waiting.length() > 0) {
            waiting.appendBuffer(data);
        } else {
            take(data);
        }
        return Future.succeededFuture();
    }

    /** Uploads a part only when there are more bytes than fit into it, so the last part is empty only if the stream is. */
    private void take(Buffer data) {
        int taken = filling.append(data, 0);
        while (taken < data.length()) {
            if (!shipping.isComplete()) {
                waiting = data.getBuffer(taken, data.length());
                return;
            }
            shipFilled();
            taken += filling.append(data, taken);
        }
    }

    private void shipFilled() {
        PartBuffer full = filling;
        filling = spare == null ? new PartBuffer(partSize) : spare;
        spare = null;
        shipping = ship.apply(full).onSuccess(done -> shipped(full)).onFailure(this::fail);
    }

    private void shipped(PartBuffer part) {
        Handler<Void> drained;
        synchronized (this) {
            part.clear();
            spare = part;
            if (broken != null) {
                return;
            }
            Buffer next = waiting;
            waiting = Buffer.buffer();
            take(next);
            drained = writeQueueFull() ? null : drainHandler;
            drainHandler = drained == null ? drainHandler : null;
        }
        call(drained, null);
    }

    /** Ends the stream with a failure: accepts no more bytes and starts no more uploads. */
    void fail(Throwable failure) {
        Handler<Throwable> told;
        synchronized (this) {
            if (broken != null) {
                return;
            }
            broken = failure;
            waiting = Buffer.buffer();
            told = exceptionHandler;
        }
        call(told, failure);
    }

    private <T> void call(Handler<T> handler, T event) {
        if (handler == null) {
            return;
        }
        Context context = writer;
        if (context == null) {
            handler.handle(event);
        } else {
            context.runOnContext(there -> handler.handle(event));
        }
    }

    /** The last part, once all others are uploaded. Nothing may be written after this call. */
    Future<PartBuffer> rest() {
        return idle().compose(done -> {
            synchronized (this) {
                return broken == null ? Future.succeededFuture(filling) : Future.failedFuture(broken);
            }
        });
    }

    /** Completes when no upload is running. Never fails. */
    synchronized Future<Void> idle() {
        return shipping.isComplete() ? Future.succeededFuture() : shipping.transform(done -> idle());
    }

    @Override
    public synchronized boolean writeQueueFull() {
        return filling.isFull() && !shipping.isComplete();
    }

    @Override
    public synchronized MultipartWriteStream drainHandler(Handler<Void> handler) {
        drainHandler = handler;
        if (handler != null && !writeQueueFull()) {
            drainHandler = null;
            call(handler, null);
        }
        return this;
    }

    @Override
    public synchronized MultipartWriteStream exceptionHandler(Handler<Throwable> handler) {
        exceptionHandler = handler;
        return this;
    }

    /** Ignored: the limit is the size of a part. */
    @Override
    public MultipartWriteStream setWriteQueueMaxSize(int maxSize) {
        return this;
    }

    @Override
    public void write(Buffer data, Handler<AsyncResult<Void>> handler) {
        write(data).onComplete(handler);
    }

    /** Does nothing: {@link #rest} ends the stream. */
    @Override
    public void end(Handler<AsyncResult<Void>> handler) {
        Future.<Void> succeededFuture().onComplete(handler);
    }
}
