package dev.zoetrope.files;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.zoetrope.guard.GuardedReply;
import dev.zoetrope.video.Upload;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/**
 * Reads the facts of a file while it is fetched, and ends the fetch as soon as it has enough bytes. Used on one event loop, for
 * one fetch.
 */
final class MediaProbe implements WriteStream<Buffer> {
    /** Enough for the type and, mostly, for the size of a picture and the duration of a sound. */
    static final int HEAD_BYTES = 64 * 1024;
    private static final Pattern FIRST_RANGE = Pattern.compile("bytes 0-[0-9]{1,18}/([0-9]{1,18}|\\*)");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final int OK = 200;
    private static final int PARTIAL = 206;

    private final FactsReader facts = new FactsReader();
    private final boolean full;
    private long limit;
    private long received;
    /** The size of the file as its server states it; null: not stated. */
    private Long stated;
    private boolean partial;
    private boolean enough;

    /** @param limit how many bytes to read at most */
    MediaProbe(long limit) {
        this.limit = limit;
        this.full = limit > HEAD_BYTES;
    }

    /** The result of a probe: what is known about the file. The size is null if it is not known. */
    record Found(Upload.Facts facts, Long size) {
    }

    /**
     * Takes the head of the response.
     *
     * @return this, for the body
     * @throws IllegalStateException if the response has no file, or not its beginning
     */
    WriteStream<Buffer> begin(GuardedReply head) {
        partial = head.status() == PARTIAL;
        Matcher range = FIRST_RANGE.matcher(text(head, "Content-Range"));
        if (partial ? !range.matches() : head.status() != OK) {
            throw new IllegalStateException("no file");
        }
        String length = partial ? range.group(1) : text(head, "Content-Length");
        stated = LENGTH.matcher(length).matches() ? Long.valueOf(length) : null;
        if (stated != null && stated > limit) {
            limit = Math.min(limit, HEAD_BYTES); // the size and the type are enough
        }
        return this;
    }

    private static String text(GuardedReply head, String name) {
        String value = head.headers().get(name);
        return value == null ? "" : value;
    }

    @Override
    public Future<Void> write(Buffer bytes) {
        int wanted = (int) Math.min(bytes.length(), Math.max(0, limit - received));
        facts.add(wanted == bytes.length() ? bytes : bytes.getBuffer(0, wanted));
        received += bytes.length();
        enough = received >= limit;
        return enough ? Future.failedFuture("enough") : Future.succeededFuture();
    }

    /**
     * What is known.
     *
     * @param ended whether the fetch has succeeded
     * @return null if the file was not fetched, or not as far as this probe wanted it
     */
    Found found(boolean ended) {
        if (!ended && !enough) {
            return null;
        }
        Long size = stated != null ? stated : !partial && (ended || full) ? Long.valueOf(received) : null;
        boolean lie = size != null && size < received;
        return new Found(facts.facts(lie ? null : size), lie ? null : size);
    }

    @Override
    public void write(Buffer bytes, Handler<AsyncResult<Void>> done) {
        write(bytes).onComplete(done);
    }

    @Override
    public void end(Handler<AsyncResult<Void>> done) {
        Future.<Void> succeededFuture().onComplete(done);
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        return this;
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int size) {
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return false;
    }

    @Override
    public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
        return this;
    }
}
