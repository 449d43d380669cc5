package dev.zoetrope.body;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long a body may be. */
@ConfigMapping(prefix = "zoetrope.request")
interface BodyConfig {
    /**
     * Longest body of a request, at most a thirty-second of the heap ({@link BodyBudget}). The longest valid create is a
     * prompt of 5000 four-byte characters and five URLs: under 100 KB even when every character is escaped.
     */
    @WithDefault("128K")
    MemorySize maxBody();
}
