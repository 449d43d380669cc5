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
    private final AtomicLong lastNumber = new AtomicLong();
    private final Map<String, SendPermit> permits = new ConcurrentHashMap<>();

    /**
     * Adds one send attempt of a create. The caller must call {@link #remove} when the attempt ends.
     *
     * @return the number of the attempt
     * @throws CreateException.Withheld if the permit does not allow the attempt
     */
    String add(SendPermit permit) {
        permit.submit();
        String number = Long.toString(lastNumber.incrementAndGet());
        permits.put(number, permit);
        return number;
    }

    /** Removes an attempt that has ended: its head must not be written any more. */
    void remove(String number) {
        permits.remove(number);
    }

    /**
     * Whether the head of the attempt with this number may be written now; true at most once for a number.
     *
     * @param number null for a request without a number, which is never allowed
     */
    boolean beginWrite(String number) {
        SendPermit permit = number == null ? null : permits.remove(number);
        return permit != null && permit.beginWrite();
    }
}
