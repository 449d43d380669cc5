package dev.zoetrope.ledger;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When an end becomes a callback. */
@ConfigMapping(prefix = "zoetrope.webhook")
public interface OutboxConfig {
    /**
     * How long the callback of a completed task waits for the copy of its file, so that it names our URL and not the
     * vendor's, which dies. A copy takes seconds; who waits for longer is told the vendor's rather than nothing.
     */
    @WithDefault("60s")
    Duration fileWait();
}
