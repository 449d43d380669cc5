package dev.zoetrope.video;

import java.util.List;

/**
 * The state of a task as the vendor reported it, in the terms of the gateway. It comes from the answer to a poll or to a
 * create.
 *
 * @param phase never null
 * @param progress 0..100; null if the vendor did not report it
 * @param estimatedSeconds the vendor's own estimate in seconds; null if the vendor did not report it
 * @param results result files, never null
 * @param error why it failed; null unless {@link Phase#FAILED}
 * @param usage the vendor's {@code usage} member as compact JSON text; null when absent
 */
public record VendorObservation(Phase phase, Integer progress, Integer estimatedSeconds, List<Result> results,
        TaskError error, String usage) {

    /** The vendor's status. {@link #UNRECOGNISED} stands for every unknown value: such a task counts as running. */
    public enum Phase {
        QUEUED,
        RUNNING,
        COMPLETED,
        FAILED,
        CANCELLED,
        UNRECOGNISED
    }

    public VendorObservation {
        results = results == null ? List.of() : List.copyOf(results);
    }
}
