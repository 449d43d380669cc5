package dev.zoetrope.track;

import java.time.Duration;

import dev.zoetrope.work.WorkMode;
import io.smallrye.config.WithDefault;

/** How often due work is processed, and how often the vendor is polled. Every duration is from 1 ms to 365 d. */
public interface LoopConfig {
    /** {@code continuous} or {@code on-demand}. In {@code on-demand} mode no loop of the tracker runs. */
    @WithDefault("continuous")
    WorkMode mode();

    /** The longest interval between two searches for due tasks while none is found; 1 ms to 365 d. */
    @WithDefault("500ms")
    Duration interval();

    /**
     * The interval between two searches while due tasks are found; 1 ms to 365 d. A poll may be late by this interval; a
     * shorter interval costs more commits.
     */
    @WithDefault("50ms")
    Duration pace();

    /**
     * The maximum number of tasks of one kind that are claimed at once; 1 to 1,000. The other due tasks are claimed in the
     * next round. Each claimed task takes some KB of memory.
     */
    @WithDefault("256")
    int batch();

    /** The shortest interval between two polls of a task; 1 ms to 365 d. A caller notices no difference below a second. */
    @WithDefault("1s")
    Duration minInterval();

    /**
     * The longest interval between two polls of a running task, unless the vendor asks for a longer one; 1 ms to 365 d, not
     * below {@link #minInterval}. An unexpected end may stay undetected for this long.
     */
    @WithDefault("2m")
    Duration maxInterval();

    /**
     * The longest pause of all polls of this process that one {@code Retry-After} of the vendor can cause; 1 ms to 365 d.
     */
    @WithDefault("1m")
    Duration longestHold();

    /** How long a tick starts new work; 1 ms to 365 d. The tick answers when all work that it started has ended. */
    @WithDefault("20s")
    Duration tick();

    /** The longest interval between two searches for ended tasks whose retention has expired; 1 ms to 365 d. */
    @WithDefault("1m")
    Duration retentionInterval();

    /** The maximum number of tasks that one commit deletes; 1 to 10,000. A create may have to wait for such a commit. */
    @WithDefault("200")
    int retentionBatch();

    /** The pause between two such commits, in which other writes can run; 1 ms to 365 d. */
    @WithDefault("200ms")
    Duration retentionPause();
}
