package dev.zoetrope.track;

/** Who makes due work happen. */
public enum TrackMode {
    /** A loop of this process. */
    CONTINUOUS,
    /**
     * Nobody by itself, as on a platform that freezes a process between requests: a query does what is due for its task, a
     * tick what is due for any.
     */
    ON_DEMAND
}
