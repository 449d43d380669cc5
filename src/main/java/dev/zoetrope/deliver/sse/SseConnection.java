package dev.zoetrope.deliver.sse;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * The response of one stream: bounded by its write queue, and aware of how long ago its reader took something. Written
 * without anything between, as many streams share what is written. On its event loop only.
 */
final class SseConnection {
    /** What may wait for the socket of a reader: some twenty events. */
    private static final int QUEUE_BYTES = 16 * 1024;
    private static final String BEAT = ":\n\n";
    private final HttpServerResponse response;
    private long writtenAt = System.nanoTime();
    private long stalledAt;
    private boolean stalled;
    private Runnable onDrain = () -> {
    };

    SseConnection(HttpServerResponse response) {
        this.response = response;
    }

    /** Sends the head and the first lines. */
    void open(Buffer first) {
        response.putHeader(HttpHeaderNames.CONTENT_TYPE, "text/event-stream;charset=UTF-8")
                .putHeader(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .putHeader("X-Accel-Buffering", "no") // some proxies gather what they hand on
                .setChunked(true).setWriteQueueMaxSize(QUEUE_BYTES);
        response.drainHandler(drained -> drained());
        write(first);
    }

    /** Called whenever there is room again. */
    void onDrain(Runnable action) {
        onDrain = action;
    }

    private void drained() {
        stalled = false;
        onDrain.run();
    }

    boolean full() {
        return stalled;
    }

    /** Only while there is room. */
    void write(Buffer text) {
        long now = System.nanoTime();
        response.write(text);
        writtenAt = now;
        if (response.writeQueueFull()) {
            stalled = true;
            stalledAt = now;
        }
    }

    /** Says something if nothing was said for so long; whether it did. */
    boolean beat(long now, long nanos) {
        boolean silent = !stalled && now - writtenAt >= nanos;
        if (silent) {
            write(Buffer.buffer(BEAT));
        }
        return silent;
    }

    /** Whether the reader has taken nothing for so long. */
    boolean lags(long now, long nanos) {
        return stalled && now - stalledAt >= nanos;
    }

    void end(Buffer last) {
        if (!response.ended()) {
            response.end(last);
        }
    }

    /** Ends it without a word, and what waits for the socket with it. */
    void cut() {
        response.reset();
    }
}
