package dev.zoetrope.body;

import java.util.Arrays;

import dev.zoetrope.video.Caller;
import io.vertx.core.buffer.Buffer;

/** Collects the bytes of one body. The array never has more bytes than are reserved in the {@link BodyBudget}. */
final class BodyBytes implements BodySink {
    private static final int MIN_CAPACITY = 512;

    private final BodyGate gate;
    private final Caller caller;
    private final int announcedLength;
    private long reserved;
    private byte[] bytes = new byte[0];
    private int length;

    /**
     * @param announced length of the body in bytes, not above the limit; reserved at once. Negative if it is unknown: then
     *        the received bytes are reserved as they arrive
     * @throws dev.zoetrope.video.FailureException 429 or 503 if the budget is exceeded ({@link BodyBudget#reserve})
     */
    BodyBytes(BodyGate gate, Caller caller, int announced) {
        this.gate = gate;
        this.caller = caller;
        this.announcedLength = announced;
        reserve(announced);
    }

    /** @throws dev.zoetrope.video.FailureException 413 if the body is too large, 429 or 503 if the budget is exceeded */
    @Override
    public void write(Buffer part) {
        int whole = length + part.length();
        if (whole > gate.maxLength()) {
            throw gate.tooLarge().exception();
        }
        if (whole > bytes.length) {
            int grown = Math.max(whole, Math.min(gate.maxLength(), Math.max(MIN_CAPACITY, 2 * bytes.length)));
            int newCapacity = whole <= announcedLength ? announcedLength : grown;
            reserve(newCapacity);
            bytes = Arrays.copyOf(bytes, newCapacity);
        }
        part.getBytes(bytes, length);
        length = whole;
    }

    private void reserve(int wanted) {
        if (wanted > reserved) {
            gate.budget().reserve(caller, wanted - reserved);
            reserved = wanted;
        }
    }

    /** Returns all received bytes, and keeps none. The array is not copied if it is full. */
    byte[] take() {
        byte[] whole = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        discard();
        return whole;
    }

    /** Drops the bytes; the reservation stays. */
    @Override
    public void discard() {
        bytes = new byte[0];
        length = 0;
    }

    /** Returns the reserved bytes to the budget. A second call does nothing. */
    @Override
    public void close() {
        if (reserved > 0) {
            gate.budget().release(caller, reserved);
            reserved = 0;
        }
    }
}
