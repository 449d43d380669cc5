package dev.zoetrope.body;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The limit for the length of a request body. */
@ConfigMapping(prefix = "zoetrope.request")
interface BodyConfig {
    /**
     * Maximum length of a request body in bytes, at most 1/32 of the heap ({@link BodyBudget}). The longest valid create has
     * a prompt of 5000 four-byte characters and five URLs. It has less than 100 KB, even if every character is escaped.
     */
    @WithDefault("128K")
    MemorySize maxBody();
}
