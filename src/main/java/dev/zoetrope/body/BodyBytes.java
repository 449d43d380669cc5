package dev.zoetrope.body;

import java.util.Arrays;

import dev.zoetrope.video.Caller;
import io.vertx.core.buffer.Buffer;

/** The bytes of one body as they come in, never more than are reserved for it. */
final class BodyBytes {
    private static final int SMALLEST = 512;

    private final BodyGate gate;
    private final Caller caller;
    private final int announced;
    private long reserved;
    private byte[] bytes = new byte[0];
    private int length;

    /**
     * @param announced bytes, within the limit; reserved at once. Negative if nobody knows: then what has come is reserved
     * @throws dev.zoetrope.video.FailureException 429 or 503 beyond the budget ({@link BodyBudget#reserve})
     */
    BodyBytes(BodyGate gate, Caller caller, int announced) {
        this.gate = gate;
        this.caller = caller;
        this.announced = announced;
        reserve(announced);
    }

    /** @throws dev.zoetrope.video.FailureException 413 beyond the limit, 429 or 503 beyond the budget */
    void add(Buffer part) {
        int whole = length + part.length();
        if (whole > gate.longest()) {
            throw gate.tooLarge().exception();
        }
        if (whole > bytes.length) {
            int grown = Math.max(whole, Math.min(gate.longest(), Math.max(SMALLEST, 2 * bytes.length)));
            int room = whole <= announced ? announced : grown;
            reserve(room);
            bytes = Arrays.copyOf(bytes, room);
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

    /** All that has come; the array is handed on, not copied, where it is full. */
    byte[] whole() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Drops the bytes but keeps their reservation. */
    void forget() {
        bytes = new byte[0];
        length = 0;
    }

    /** Returns the reserved bytes to the budget. A second call does nothing. */
    void release() {
        if (reserved > 0) {
            gate.budget().release(caller, reserved);
            reserved = 0;
        }
    }
}
