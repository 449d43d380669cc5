package dev.zoetrope.store;

import java.nio.ByteBuffer;
import java.util.Arrays;

import io.vertx.core.buffer.Buffer;

/** Buffers the bytes of a part. It grows up to its limit and can be reused after {@link #clear}. Not thread-safe. */
final class PartBuffer {
    private static final int INITIAL_CAPACITY = 64 << 10;
    /** Size of each slice for the client, in bytes. The client copies each slice out of the heap; a copy should be small. */
    private static final int SLICE_SIZE = 64 << 10;

    private final int limit;
    private byte[] bytes = new byte[0];
    private int size;

    PartBuffer(int limit) {
        this.limit = limit;
    }

    /**
     * Appends bytes until the part is full.
     *
     * @param from index of the first byte to append
     * @return number of bytes appended
     */
    int append(Buffer data, int from) {
        int taken = Math.min(data.length() - from, limit - size);
        if (size + taken > bytes.length) {
            bytes = Arrays.copyOf(bytes,
                    (int) Math.min(limit, Math.max(INITIAL_CAPACITY, Math.max(2L * bytes.length, size + taken))));
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

    /** Views of the bytes, not copies; valid until {@link #clear}. */
    ByteBuffer[] slices() {
        ByteBuffer[] slices = new ByteBuffer[Math.max(1, (size + SLICE_SIZE - 1) / SLICE_SIZE)];
        for (int i = 0; i < slices.length; i++) {
            slices[i] = ByteBuffer.wrap(bytes, i * SLICE_SIZE, Math.min(SLICE_SIZE, size - i * SLICE_SIZE)).slice();
        }
        return slices;
    }
}
