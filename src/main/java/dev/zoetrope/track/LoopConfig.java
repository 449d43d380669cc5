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

    /** The shortest interval between two polls of a task; 1 ms to 365 d. A caller notices no difference below a second. */
    @WithDefault("1s")
    Duration minInterval();

    /**
     * The longest interval between two polls of a running task, unless the vendor asks for a longer one; 1 ms to 365 d, not
     * below {@link #minInterval}. An unexpected end may stay undetected for this long.
     */
    @WithDefault("2m")
    Duration maxInterval();

    /** How long a tick starts new work; 1 ms to 365 d. The tick answers when all work that it started has ended. */
    @WithDefault("20s")
    Duration tick();
}
