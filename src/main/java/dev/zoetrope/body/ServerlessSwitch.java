package dev.zoetrope.body;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The setting of the group {@code zoetrope.function} that this package needs. */
@ConfigMapping(prefix = "zoetrope.function")
interface ServerlessSwitch {
    /**
     * Whether this process is a function. Then the platform has read the whole body already, and requests are routed later.
     */
    @WithDefault("false")
    boolean enabled();
}
