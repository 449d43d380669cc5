package dev.zoetrope.upstream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The creates that were handed to the HTTP client and whose head is not written yet, each under a number that travels in a
 * header of the request as far as the connection ({@link SendGate}) and no further. No more than creates are on their way.
 */
final class UnwrittenCreates {
    /** Never leaves this process. */
    static final String HEADER = "zoetrope-departure";

    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, SendPermit> waiting = new ConcurrentHashMap<>();

    /**
     * The number for one try of a create; to be followed by {@link #forget}.
     *
     * @throws CreateException.Withheld if it may not be handed over
     */
    String announce(SendPermit dispatch) {
        dispatch.handOver();
        String number = Long.toString(numbers.incrementAndGet());
        waiting.put(number, dispatch);
        return number;
    }

    /** That try is over: its head must not be written any more. */
    void forget(String number) {
        waiting.remove(number);
    }

    /**
     * Whether the head with this number may be written now; true at most once.
     *
     * @param number null where a request has none, which is never let out
     */
    boolean leaves(String number) {
        SendPermit dispatch = number == null ? null : waiting.remove(number);
        return dispatch != null && dispatch.leave();
    }
}
