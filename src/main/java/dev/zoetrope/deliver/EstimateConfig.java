package dev.zoetrope.deliver;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What callers are shown of a task beyond what is known of it. */
@ConfigMapping(prefix = "zoetrope.task")
public interface EstimateConfig {
    /** The estimate shown until the vendor gives one of its own. */
    @WithDefault("60s")
    Duration estimate();
}
