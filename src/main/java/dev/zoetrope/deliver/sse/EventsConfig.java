package dev.zoetrope.deliver.sse;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** How callers may listen. */
@ConfigMapping(prefix = "zoetrope")
interface EventsConfig {
    Events events();

    @WithName("track")
    Loops loops();

    /** The streams of events. */
    interface Events {
        /** How often a stream says something at least, so that nobody on the way takes the connection for dead. */
        @WithDefault("15s")
        Duration heartbeat();

        /** How long a reader may take nothing off its connection; then it is cut off, and may resume. */
        @WithDefault("30s")
        Duration lag();

        /** Most streams at once, some 20 KB each. */
        @WithDefault("20000")
        int most();

        /** Most of one caller: no caller can take all. */
        @WithDefault("10000")
        int mostPerCaller();

        /**
         * What was written this much before a cursor is told again: the clocks of replicas differ, and a row may be written
         * a little later than its time says.
         */
        @WithDefault("1m")
        Duration overlap();
    }

    /** Without loops nothing happens between two requests, and there is nothing to listen to. */
    interface Loops {
        @WithDefault("continuous")
        Mode mode();
    }

    /** The words of {@code zoetrope.track.mode}. */
    enum Mode {
        CONTINUOUS,
        ON_DEMAND
    }
}
