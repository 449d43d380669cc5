package dev.zoetrope.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the console. */
@ConfigMapping(prefix = "zoetrope.console")
interface ConsoleConfig {
    /** Whether the page for people is served at {@code /console/}. Without it these paths are 404. */
    @WithDefault("true")
    boolean enabled();
}
