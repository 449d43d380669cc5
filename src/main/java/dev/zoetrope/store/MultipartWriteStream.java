package dev.zoetrope.store;

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
 * part from {@link #lastPart}; for a small file it is the only part. A write succeeds once its bytes are buffered. A failed
 * upload fails all later writes.
 */
final class MultipartWriteStream implements WriteStream<Buffer> {
    private final Function<PartBuffer, Future<Void>> upload;
    private final int partSize;
    private PartBuffer filling;
    private PartBuffer spare;
    private Future<Void> uploading = Future.succeededFuture();
    /** Bytes that did not fit into the part: at most the rest of a chunk if the writer observes {@link #writeQueueFull}. */
    private Buffer pending = Buffer.buffer();
    private Throwable streamFailure;
    private Context writerContext;
    private Handler<Void> drainHandler;
    private Handler<Throwable> exceptionHandler;

    /**
     * @param partSize size of each part but the last, in bytes
     * @param partUploader uploads a part. It is called for one part at a time, and must not use the part after its future has
     *        completed
     */
    MultipartWriteStream(int partSize, Function<PartBuffer, Future<Void>> partUploader) {
        this.partSize = partSize;
        this.upload = partUploader;
        this.filling = new PartBuffer(partSize);
    }

    @Override
    public synchronized Future<Void> write(Buffer data) {
        if (streamFailure != null) {
            return Future.failedFuture(streamFailure);
        }
        writerContext = Vertx.currentContext();
        if (pending.length() > 0) {
            pending.appendBuffer(data);
        } else {
            append(data);
        }
        return Future.succeededFuture();
    }

    /** Uploads a part only when there are more bytes than fit into it, so the last part is empty only if the stream is. */
    private void append(Buffer data) {
        int taken = filling.append(data, 0);
        while (taken < data.length()) {
            if (!uploading.isComplete()) {
                pending = data.getBuffer(taken, data.length());
                return;
            }
            uploadFilled();
            taken += filling.append(data, taken);
        }
    }

    private void uploadFilled() {
        PartBuffer full = filling;
        filling = spare == null ? new PartBuffer(partSize) : spare;
        spare = null;
        uploading = upload.apply(full).onSuccess(done -> uploaded(full)).onFailure(this::fail);
    }

    private void uploaded(PartBuffer part) {
        Handler<Void> drained;
        synchronized (this) {
            part.clear();
            spare = part;
            if (streamFailure != null) {
                return;
            }
            Buffer next = pending;
            pending = Buffer.buffer();
            append(next);
            drained = writeQueueFull() ? null : drainHandler;
            drainHandler = drained == null ? drainHandler : null;
        }
        runOnWriterContext(drained, null);
    }

    /** Ends the stream with a failure: accepts no more bytes and starts no more uploads. */
    void fail(Throwable failure) {
        Handler<Throwable> told;
        synchronized (this) {
            if (streamFailure != null) {
                return;
            }
            streamFailure = failure;
            pending = Buffer.buffer();
            told = exceptionHandler;
        }
        runOnWriterContext(told, failure);
    }

    private <T> void runOnWriterContext(Handler<T> handler, T event) {
        if (handler == null) {
            return;
        }
        Context context = writerContext;
        if (context == null) {
            handler.handle(event);
        } else {
            context.runOnContext(there -> handler.handle(event));
        }
    }

    /** The last part, once all others are uploaded. Nothing may be written after this call. */
    Future<PartBuffer> lastPart() {
        return whenIdle().compose(done -> {
            synchronized (this) {
                return streamFailure == null ? Future.succeededFuture(filling) : Future.failedFuture(streamFailure);
            }
        });
    }

    /** Completes when no upload is running. Never fails. */
    synchronized Future<Void> whenIdle() {
        return uploading.isComplete() ? Future.succeededFuture() : uploading.transform(done -> whenIdle());
    }

    @Override
    public synchronized boolean writeQueueFull() {
        return filling.isFull() && !uploading.isComplete();
    }

    @Override
    public synchronized MultipartWriteStream drainHandler(Handler<Void> handler) {
        drainHandler = handler;
        if (handler != null && !writeQueueFull()) {
            drainHandler = null;
            runOnWriterContext(handler, null);
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

    /** Does nothing: {@link #lastPart} ends the stream. */
    @Override
    public void end(Handler<AsyncResult<Void>> handler) {
        Future.<Void> succeededFuture().onComplete(handler);
    }
}
