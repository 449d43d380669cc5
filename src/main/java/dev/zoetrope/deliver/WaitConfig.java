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

    /**
     * The maximum number of long polls at the same time, 0 to 1,000,000, about 1 KB each. A request beyond the limit is
     * answered at once. The default exceeds the number of connections, because one HTTP/2 connection may carry many
     * requests.
     */
    @WithDefault("20000")
    int most();
}
