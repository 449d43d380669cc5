package dev.zoetrope.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/**
 * Writes the bytes to a draft, and computes their SHA-256, counts them and saves the first of them. A chunk of a socket (at
 * most 64 KB) is hashed in well under a millisecond, so this happens on the event loop. Only for use on one event loop.
 */
public final class HashingSink implements WriteStream<Buffer> {

    private final FileStore.Draft draft;
    private final WriteStream<Buffer> next;
    private final MessageDigest digest;
    private final ByteArrayOutputStream firstBytes = new ByteArrayOutputStream(FileType.DETECTION_BYTES);
    private long bytes;

    public HashingSink(FileStore.Draft draft) {
        this.draft = draft;
        this.next = draft.sink();
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    @SuppressWarnings("deprecation") // the method that is not deprecated copies the bytes
    public Future<Void> write(Buffer chunk) {
        if (!draft.reserve(chunk.length())) {
            return Future.failedFuture(new IOException("no space left for the vault"));
        }
        digest.update(chunk.getByteBuf().nioBuffer());
        if (firstBytes.size() < FileType.DETECTION_BYTES) {
            firstBytes.writeBytes(chunk.getBytes(0, Math.min(chunk.length(), FileType.DETECTION_BYTES - firstBytes.size())));
        }
        bytes += chunk.length();
        return next.write(chunk);
    }

    @Override
    public void write(Buffer chunk, Handler<AsyncResult<Void>> done) {
        write(chunk).onComplete(done);
    }

    public long bytes() {
        return bytes;
    }

    /** The first {@link FileType#DETECTION_BYTES} bytes; fewer if the file is shorter. */
    public byte[] firstBytes() {
        return firstBytes.toByteArray();
    }

    /** The SHA-256 of all bytes, as 64 hexadecimal digits. Call it once, after the last byte, because it resets the hash. */
    public String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        next.exceptionHandler(handler);
        return this;
    }

    @Override
    public void end(Handler<AsyncResult<Void>> done) {
        next.end(done);
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int size) {
        next.setWriteQueueMaxSize(size);
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return next.writeQueueFull();
    }

    @Override
    public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
        next.drainHandler(handler);
        return this;
    }
}
