package dev.zoetrope.deliver.sse;

import java.time.Duration;

import dev.zoetrope.work.WorkMode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** Settings of event streams. */
@ConfigMapping(prefix = "zoetrope")
interface EventsConfig {
    Events events();

    @WithName("track")
    Loops loops();

    /** Limits and times of event streams. */
    interface Events {
        /**
         * The longest time without data on a stream; 1 ms to 365 d. A heartbeat keeps proxies from closing the connection as
         * idle.
         */
        @WithDefault("15s")
        Duration heartbeat();

        /** How long a reader may take no data; 1 ms to 365 d. Then its connection is closed, and it may reconnect. */
        @WithDefault("30s")
        Duration lag();

        /** The maximum number of streams at the same time, 1 to 1,000,000, about 20 KB each. */
        @WithDefault("20000")
        int most();

        /** The maximum number of streams of one caller, 1 to 1,000,000, so that no caller can take all streams. */
        @WithDefault("10000")
        int mostPerCaller();
    }

    /** The mode of the tracker. In on-demand mode no task changes between two requests, so there are no event streams. */
    interface Loops {
        @WithDefault("continuous")
        WorkMode mode();
    }
}
