package dev.zoetrope.body;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** A setting of the whole gateway, of which this package reads one. */
@ConfigMapping(prefix = "zoetrope.function")
interface FunctionSwitch {
    /** Whether this process is a function. If so, the platform has read the whole body, and a request is routed later. */
    @WithDefault("false")
    boolean enabled();
}
