package dev.zoetrope.vault.store;

import java.nio.ByteBuffer;
import java.util.Arrays;

import io.vertx.core.buffer.Buffer;

/** The bytes of a part while they gather. Grows to its limit and can be filled again. Not for two threads at once. */
final class PartBuffer {
    private static final int FIRST = 64 << 10;
    /** What the client is handed at a time: it copies what it writes out of the heap, and should not copy all of it. */
    private static final int SLICE = 64 << 10;

    private final int limit;
    private byte[] bytes = new byte[0];
    private int size;

    PartBuffer(int limit) {
        this.limit = limit;
    }

    /** @return how many of the bytes after {@code from} found room */
    int append(Buffer data, int from) {
        int taken = Math.min(data.length() - from, limit - size);
        if (size + taken > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(FIRST, Math.max(2L * bytes.length, size + taken))));
        }
        data.getBytes(from, from + taken, bytes, size);
        size += taken;
        return taken;
    }

    boolean isFull() {
        return size == limit;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /** Views of the bytes, not copies: good until they are cleared. */
    ByteBuffer[] content() {
        ByteBuffer[] slices = new ByteBuffer[Math.max(1, (size + SLICE - 1) / SLICE)];
        for (int i = 0; i < slices.length; i++) {
            slices[i] = ByteBuffer.wrap(bytes, i * SLICE, Math.min(SLICE, size - i * SLICE)).slice();
        }
        return slices;
    }
}
