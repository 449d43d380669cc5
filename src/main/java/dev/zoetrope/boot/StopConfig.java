package dev.zoetrope.boot;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The limit of a stop. */
@ConfigMapping(prefix = "zoetrope.stop")
interface StopConfig {
    /**
     * Maximum time from the signal to the end of the process, 1 ms to 365 d. After it the process exits, even if sends are
     * still in flight. The default is just below the 30 s that Kubernetes waits.
     */
    @WithDefault("28s")
    Duration deadline();
}
