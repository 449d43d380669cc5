package dev.zoetrope.flow;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of a function: a process that runs only while it answers a request, for example on AWS Lambda. */
@ConfigMapping(prefix = "zoetrope.function")
public interface ServerlessConfig {
    /**
     * The longest time from a request to an answer that counts as arrived. The API gateway in front of a function gives up
     * without notice: Amazon's after 29 or 30 s, of which a start of the JVM may take 6 s.
     */
    Duration PATIENCE = Duration.ofSeconds(24);

    /**
     * Whether this process is a function. A function is frozen with its answer, is ended without notice, loses its disk at
     * its end, and is not notified when a caller hangs up.
     */
    @WithDefault("false")
    boolean enabled();

    /**
     * Whether only the platform's schedule can call this function. If so, a tick needs no key. Set it only if the platform
     * controls who may invoke the function, and never for a function behind an API.
     */
    @WithDefault("false")
    boolean upkeep();
}
