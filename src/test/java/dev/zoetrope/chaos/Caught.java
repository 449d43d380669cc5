package dev.zoetrope.chaos;

import java.util.Map;

import dev.zoetrope.chaos.ResendRows.Stamp;

/**
 * Creates whose resend was interrupted: claimed, and {@code sending} not durable or not known to be. Or creates that were
 * being handed over to another vendor or key, and the permission for that is not durable or not known to be.
 *
 * @param place of the gateway that claimed them
 * @param moment by {@code System.nanoTime()}
 * @param resends their rows before {@code sending}, by task id; empty if no resend came in time
 */
record Caught(int place, long moment, Map<String, Stamp> resends) {

    /** Whether it was a hand-over. */
    boolean inHandover() {
        return resends.values().stream().anyMatch(Stamp::handedOver);
    }

    /** The storage went away without a resend to catch. */
    static Caught nothing(int place) {
        return new Caught(place, System.nanoTime(), Map.of());
    }
}
