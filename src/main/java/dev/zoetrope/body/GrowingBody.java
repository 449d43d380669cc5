package dev.zoetrope.body;

import java.util.function.Supplier;

import io.vertx.core.buffer.Buffer;

/**
 * A body of unknown length. It is in memory until it is too long for that; then all of it goes to another sink, from its first
 * byte on.
 */
final class GrowingBody implements BodySink {
    private final BodyBytes memory;
    private final int maxInMemory;
    private final Supplier<? extends BodySink> longBody;
    private int length;
    private BodySink sink;
    private Runnable resume = () -> {
    };

    /** @param longBody makes the other sink; what it throws refuses the body */
    GrowingBody(BodyBytes memory, int maxInMemory, Supplier<? extends BodySink> longBody) {
        this.memory = memory;
        this.maxInMemory = maxInMemory;
        this.longBody = longBody;
    }

    @Override
    public void write(Buffer part) {
        if (sink == null && length + part.length() > maxInMemory) {
            sink = longBody.get();
            sink.onReady(resume);
            byte[] before = memory.take();
            memory.close();
            sink.write(Buffer.buffer(before));
        }
        if (sink == null) {
            length += part.length();
            memory.write(part);
        } else {
            sink.write(part);
        }
    }

    /** All bytes; null if they went to the other sink. */
    byte[] take() {
        return sink == null ? memory.take() : null;
    }

    @Override
    public boolean isFull() {
        return sink != null && sink.isFull();
    }

    @Override
    public void onReady(Runnable action) {
        resume = action;
    }

    @Override
    public void discard() {
        memory.discard();
        if (sink != null) {
            sink.discard();
        }
    }

    @Override
    public void close() {
        memory.close();
        if (sink != null) {
            sink.close();
        }
    }
}
