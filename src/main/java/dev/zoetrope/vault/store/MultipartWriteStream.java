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
 * Cuts a stream into parts. One part at a time is shipped while the next one fills, so that two are in memory at most; a
 * writer that heeds {@link #writeQueueFull} is held up by whichever side is slower. The last part is left to whoever takes
 * the {@link #rest}: it may be all there is. A write is done once its bytes are taken over; a failure to ship fails what
 * comes after it.
 */
final class MultipartWriteStream implements WriteStream<Buffer> {
    private final Function<PartBuffer, Future<Void>> ship;
    private final int partSize;
    private PartBuffer filling;
    private PartBuffer spare;
    private Future<Void> shipping = Future.succeededFuture();
    /** The end of a chunk that found no room; at most one of a writer that heeds. */
    private Buffer waiting = Buffer.buffer();
    private Throwable broken;
    private Context writer;
    private Handler<Void> drainHandler;
    private Handler<Throwable> exceptionHandler;

    /** @param ship is never called before its last one has ended, and must not touch the part afterwards */
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

    /** A part is shipped when there is more than fits into it, so the last one is never empty. */
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

    /** Nothing more is taken, and nothing more shipped. */
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

    /** The last part, once all others are shipped; ends the stream. */
    Future<PartBuffer> rest() {
        return idle().compose(done -> {
            synchronized (this) {
                return broken == null ? Future.succeededFuture(filling) : Future.failedFuture(broken);
            }
        });
    }

    /** Once nothing is being shipped, however that ended. */
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

    /** The limit is the part's size. */
    @Override
    public MultipartWriteStream setWriteQueueMaxSize(int maxSize) {
        return this;
    }

    @Override
    public void write(Buffer data, Handler<AsyncResult<Void>> handler) {
        write(data).onComplete(handler);
    }

    /** The end is whoever takes the rest. */
    @Override
    public void end(Handler<AsyncResult<Void>> handler) {
        Future.<Void> succeededFuture().onComplete(handler);
    }
}
