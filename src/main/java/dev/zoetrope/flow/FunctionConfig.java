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
     * How long the gateway before it waits for an answer, less what a start of the function takes of that; a later one
     * reaches nobody. Amazon's waits 29 or 30 s.
     */
    @WithDefault("28s")
    Duration patience();
}
