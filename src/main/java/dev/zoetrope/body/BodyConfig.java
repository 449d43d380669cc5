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
         * Maximum length of a request body in memory in bytes, at most 1/32 of the heap ({@link BodyBudget}). Files, and
         * {@code data:} URLs in creates, do not count: they are stored as they arrive. A create with
         * twelve URLs of 8192 characters and a prompt of 5000 characters, each of them escaped, has 170 KB.
         */
        @WithDefault("256K")
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
