package dev.zoetrope.body;

import io.vertx.core.buffer.Buffer;

/**
 * Takes the bytes of one body as they arrive. Its methods are called on the event loop of the request only, and {@link #close}
 * is the last call.
 */
public interface BodySink {

    /**
     * Takes the next bytes.
     *
     * @throws dev.zoetrope.video.FailureException refuses the body; the rest of it is dropped
     */
    void write(Buffer part);

    /** Whether the body must wait until the sink is ready ({@link #onReady}). At most one more part arrives nevertheless. */
    default boolean isFull() {
        return false;
    }

    /** Sets what the sink calls, on the event loop, when it is not full any more. Called once, before the first part. */
    default void onReady(Runnable resume) {
    }

    /** The body is refused or comes too slowly: no further part arrives. */
    default void discard() {
    }

    /** The answer has been sent, or the connection has been closed. */
    void close();
}
