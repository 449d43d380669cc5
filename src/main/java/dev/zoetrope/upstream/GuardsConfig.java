package dev.zoetrope.upstream;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Numbers of the guards that each vendor and key has for itself. They are no settings for operators; tests change them. The
 * guards of a method have annotations ({@link Upstream}).
 */
@ConfigMapping(prefix = "guards")
interface GuardsConfig {
    Breaker create();

    Breaker ask();

    /** A circuit breaker. */
    interface Breaker {
        /** The number of calls that it counts; fewer calls never open it. */
        @WithDefault("20")
        int volume();

        /** The share of failures that opens it, above 0 and at most 1. */
        @WithDefault("0.5")
        double ratio();

        /** How long it stays open. */
        @WithDefault("5s")
        Duration delay();
    }
}
