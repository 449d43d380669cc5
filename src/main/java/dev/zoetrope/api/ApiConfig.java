package dev.zoetrope.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the HTTP edge takes. */
@ConfigMapping(prefix = "zoetrope.request")
interface ApiConfig {
    /**
     * Longest body of a create. The longest valid one is a prompt of 5000 four-byte characters and five URLs: under
     * 100 KB even when every character is escaped.
     */
    @WithDefault("1M")
    MemorySize maxBody();
}
