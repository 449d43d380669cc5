package dev.zoetrope.work;

/** What starts due work. */
public enum WorkMode {
    /** Loops in this process. */
    CONTINUOUS,
    /**
     * Only requests, for a platform that freezes a process between requests: a query does the due work of its task, a tick
     * does all due work.
     */
    ON_DEMAND
}
