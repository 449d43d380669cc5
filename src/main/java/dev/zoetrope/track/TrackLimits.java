package dev.zoetrope.track;

import java.time.Duration;

/**
 * Limits and times of the tracker that are constants.
 *
 * @param pace the interval between two searches while due tasks are found. A poll may be late by this interval; a shorter
 *        interval costs more commits
 * @param batch the maximum number of tasks of one kind that are claimed at once. The other due tasks are claimed in the next
 *        round. Each claimed task takes some KB of memory
 * @param longestHold the longest pause of all polls of this process that one {@code Retry-After} of the vendor can cause
 * @param retention how ended tasks are deleted after their retention
 * @param resultsWait how long to keep polling a task that is {@code completed} but has no result file yet. Vendors were seen
 *        to need some seconds
 * @param firstLatePoll the first poll for a late success is this long after the failure. Each later interval is as long as
 *        the task has been failed
 * @param longestLatePoll the longest interval between two polls for a late success
 * @param callerPercent the part of the creates that wait to be sent ({@code zoetrope.submit.max-pending}) that one caller may
 *        have, in percent, so that no caller can fill the whole queue
 */
public record TrackLimits(Duration pace, int batch, Duration longestHold, Deletion retention, Duration resultsWait,
        Duration firstLatePoll, Duration longestLatePoll, int callerPercent) {

    private static final int ALL = 100;

    public static final TrackLimits DEFAULT = new TrackLimits(Duration.ofMillis(50), 256, Duration.ofMinutes(1),
            new Deletion(Duration.ofMinutes(1), 200, Duration.ofMillis(200)), Duration.ofMinutes(5), Duration.ofMinutes(5),
            Duration.ofHours(1), 50);

    /**
     * The deletion of ended tasks.
     *
     * @param interval the longest interval between two searches for ended tasks whose retention has expired
     * @param batch the maximum number of tasks that one commit deletes. A create may have to wait for such a commit
     * @param pause the pause between two such commits, in which other writes can run
     */
    public record Deletion(Duration interval, int batch, Duration pause) {
    }

    /** The maximum number of creates of one caller that wait to be sent, at least 1. */
    int maxPendingPerCaller(int maxPending) {
        return (int) Math.max(1, (long) maxPending * callerPercent / ALL);
    }
}
