package dev.zoetrope.body;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** Settings for reading request bodies. */
@ConfigMapping(prefix = "zoetrope")
interface BodyConfig {
    Request request();

    @WithName("function")
    Platform platform();

    /** The limit for the length of a request body. */
    interface Request {
        /**
         * Maximum length of a request body in bytes, at most 1/32 of the heap ({@link BodyBudget}). The longest valid create
         * has a prompt of 5000 four-byte characters and five URLs. It has less than 100 KB, even if every character is
         * escaped.
         */
        @WithDefault("128K")
        MemorySize maxBody();
    }

    /** The platform that runs the process. */
    interface Platform {
        /**
         * Whether this process is a function. Then the platform has read the whole body already, and requests are routed
         * later.
         */
        @WithDefault("false")
        boolean enabled();
    }
}
