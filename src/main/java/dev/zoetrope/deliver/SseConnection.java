package dev.zoetrope.deliver;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * The HTTP response of one stream of server-sent events. Its write queue is bounded, and it knows how long the reader has taken
 * no data. It writes buffers without a copy, because many streams share a buffer. Used on its event loop only.
 */
public final class SseConnection {
    /** The limit of the write queue: about twenty events. */
    private static final int QUEUE_BYTES = 16 * 1024;
    /** A comment: it keeps the connection open and means nothing. */
    public static final String HEARTBEAT = ":\n\n";
    private final HttpServerResponse response;
    private long writtenAt = System.nanoTime();
    private long stalledAt;
    private boolean stalled;
    private Runnable onDrain = () -> {
    };

    public SseConnection(HttpServerResponse response) {
        this.response = response;
    }

    /** Sends the response head and the first lines. */
    public void open(Buffer first) {
        response.putHeader(HttpHeaderNames.CONTENT_TYPE, "text/event-stream;charset=UTF-8")
                .putHeader(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .putHeader("X-Accel-Buffering", "no") // some proxies buffer responses
                .setChunked(true).setWriteQueueMaxSize(QUEUE_BYTES);
        response.drainHandler(drained -> drained());
        write(first);
    }

    /** Sets the action that runs whenever the write queue has drained. */
    public void onDrain(Runnable action) {
        onDrain = action;
    }

    private void drained() {
        stalled = false;
        onDrain.run();
    }

    public boolean isFull() {
        return stalled;
    }

    /** Writes a text. Must not be called while the write queue is full, except for the rest of a page. */
    public void write(Buffer text) {
        long now = System.nanoTime();
        response.write(text);
        writtenAt = now;
        if (response.writeQueueFull()) {
            stalled = true;
            stalledAt = now;
        }
    }

    /**
     * Sends a heartbeat if nothing was written for this time and the write queue is not full.
     *
     * @return whether a heartbeat was sent
     */
    public boolean sendHeartbeatIfIdle(long now, long nanos) {
        boolean silent = !stalled && now - writtenAt >= nanos;
        if (silent) {
            write(Buffer.buffer(HEARTBEAT));
        }
        return silent;
    }

    /** Whether the write queue has been full for this time: the reader takes no data. */
    public boolean stalledFor(long now, long nanos) {
        return stalled && now - stalledAt >= nanos;
    }

    public void end(Buffer last) {
        if (!response.ended()) {
            response.end(last);
        }
    }

    /** Sends a text and then closes the connection, so that the response is incomplete: the reader can see that it was cut. */
    public void cutAfter(Buffer last) {
        response.write(last).onComplete(sent -> response.reset());
    }

    /** Resets the connection and discards the data that waits for the socket. */
    public void reset() {
        response.reset();
    }
}
