package dev.zoetrope.ledger.sql;

/**
 * Limits of the tasks that the ledger holds in memory for repeated queries.
 *
 * @param tasks the maximum number of tasks
 * @param bytes the maximum of their estimated sizes together. A task of the usual size takes about 1.5 KB
 */
record LiveTaskLimits(int tasks, long bytes) {
    static final LiveTaskLimits DEFAULT = new LiveTaskLimits(2048, 4 << 20);
}
