package dev.zoetrope.deliver;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of long polls. */
@ConfigMapping(prefix = "zoetrope.wait")
public interface WaitConfig {
    /** The limit of {@code Prefer: wait}; 1 ms to 365 d. Proxies between caller and gateway often give up after 60 s. */
    @WithDefault("55s")
    Duration longest();
}
