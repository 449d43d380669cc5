package dev.zoetrope.deliver;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The estimated duration that callers see in a task. */
@ConfigMapping(prefix = "zoetrope.task")
public interface EstimateConfig {
    /** The estimated duration of a task until the vendor sends an estimate; 1 ms to 365 d, shown in whole seconds. */
    @WithDefault("60s")
    Duration estimate();
}
