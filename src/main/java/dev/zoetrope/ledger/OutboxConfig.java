package dev.zoetrope.ledger;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When the callback of an ended task becomes due. */
@ConfigMapping(prefix = "zoetrope.webhook")
public interface OutboxConfig {
    /**
     * How long the callback of a completed task waits for the copy of its result file, from 1 ms to 365 days. After the
     * copy the callback contains the gateway's URL, and not the vendor's, which expires. A copy takes seconds; after a
     * longer wait the callback contains the vendor's URL.
     */
    @WithDefault("60s")
    Duration fileWait();
}
