package dev.zoetrope.upstream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The send permits of the creates that were submitted to the HTTP client and whose head is not written yet, by a number. A
 * header of the request carries the number to the connection, where {@link SendGate} removes it. There are at most as many
 * entries as creates in flight. Thread-safe.
 */
final class UnwrittenCreates {
    /** A header that never leaves this process. */
    static final String HEADER = "zoetrope-departure";

    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, SendPermit> waiting = new ConcurrentHashMap<>();

    /**
     * Adds one send attempt of a create. The caller must call {@link #forget} when the attempt ends.
     *
     * @return the number of the attempt
     * @throws CreateException.Withheld if the permit does not allow the attempt
     */
    String announce(SendPermit dispatch) {
        dispatch.handOver();
        String number = Long.toString(numbers.incrementAndGet());
        waiting.put(number, dispatch);
        return number;
    }

    /** Removes an attempt that has ended: its head must not be written any more. */
    void forget(String number) {
        waiting.remove(number);
    }

    /**
     * Whether the head of the attempt with this number may be written now; true at most once for a number.
     *
     * @param number null for a request without a number, which is never allowed
     */
    boolean leaves(String number) {
        SendPermit dispatch = number == null ? null : waiting.remove(number);
        return dispatch != null && dispatch.leave();
    }
}
