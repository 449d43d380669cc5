package dev.zoetrope.flow;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** A process that lives only while it answers: a function, as AWS Lambda runs one. */
@ConfigMapping(prefix = "zoetrope.function")
public interface FunctionConfig {
    /**
     * Whether this process is one: frozen with its answer, ended without a word, its disk with it, and never told that a
     * caller has hung up.
     */
    @WithDefault("false")
    boolean enabled();

    /**
     * Whether only the platform's schedule can call this function. If so, a tick needs no key. Set it only if the platform
     * controls who may invoke the function, and never for a function behind an API.
     */
    @WithDefault("false")
    boolean upkeep();

    /**
     * How long an answer may take and still counts as arrived. The gateway before a function gives it up without a word,
     * Amazon's after 29 or 30 s, of which a start on the JVM may take six.
     */
    @WithDefault("24s")
    Duration patience();
}
