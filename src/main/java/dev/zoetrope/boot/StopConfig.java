package dev.zoetrope.boot;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a stop is bounded. */
@ConfigMapping(prefix = "zoetrope.stop")
interface StopConfig {
    /** From the signal to the end of the process, whatever is still under way: just less than Kubernetes waits. */
    @WithDefault("28s")
    Duration deadline();
}
