package dev.zoetrope.chaos;

import java.util.Map;

/**
 * Creates whose resend was interrupted: claimed, and {@code sending} not durable or not known to be.
 *
 * @param place of the gateway that claimed them
 * @param moment by {@code System.nanoTime()}
 * @param versions of their rows before {@code sending}, by task id; empty if no resend came in time
 */
record Caught(int place, long moment, Map<String, Long> versions) {

    /** The storage went away without a resend to catch. */
    static Caught nothing(int place) {
        return new Caught(place, System.nanoTime(), Map.of());
    }
}
