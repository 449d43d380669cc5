package dev.zoetrope.video;

import java.util.List;

/**
 * What the vendor said of a task, brought into our words.
 *
 * @param phase never null
 * @param progress 0..100 as told; null when it did not say
 * @param estimatedSeconds the vendor's own estimate; null when it did not say
 * @param results finished files, never null
 * @param error why it failed; null unless {@link Phase#FAILED}
 * @param usage the vendor's {@code usage} member as compact JSON text; null when absent
 */
public record Observation(Phase phase, Integer progress, Integer estimatedSeconds, List<Result> results,
        TaskError error, String usage) {

    /** The vendor's status words, with a place for those nobody knows: such a task is still running. */
    public enum Phase {
        QUEUED,
        RUNNING,
        COMPLETED,
        FAILED,
        CANCELLED,
        UNRECOGNISED
    }

    public Observation {
        results = results == null ? List.of() : List.copyOf(results);
    }
}
