package dev.zoetrope.deliver;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How callers may wait for an answer. */
@ConfigMapping(prefix = "zoetrope.wait")
public interface WaitConfig {
    /** What a longer {@code Prefer: wait} is cut down to; proxies on the way often give up after 60 s. */
    @WithDefault("55s")
    Duration longest();

    /**
     * Most callers that wait at once, about 1 KB each; whoever comes then is answered at once. More than there may be
     * connections, as one HTTP/2 connection may carry many.
     */
    @WithDefault("20000")
    int most();
}
