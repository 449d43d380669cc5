package dev.zoetrope.deliver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.zoetrope.work.WorkMode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** Settings of callbacks, long polls and event streams. */
@ConfigMapping(prefix = "zoetrope")
public interface DeliverConfig {
    Webhook webhook();

    @WithName("wait")
    LongPoll longPoll();

    Events events();

    @WithName("track")
    Loops loops();

    /** Settings of callbacks. */
    interface Webhook {
        /**
         * The signing secrets: comma-separated pairs {@code caller:whsec_<base64 of 24 to 64 bytes>}. A caller may have
         * several secrets during a rotation; each callback is then signed with each of them. {@code *:whsec_…} signs for
         * every caller without a secret of its own; it is allowed only in a sandbox without {@code zoetrope.keys}. A caller
         * without a secret gets no callbacks.
         */
        Optional<List<String>> secrets();

        /** Whether callback URLs may use plain http and private addresses. */
        @WithDefault("false")
        boolean allowPrivate();

        /** The longest time of one attempt, from the DNS lookup to the answer of the receiver; 1 ms to 365 d. */
        @WithDefault("10s")
        Duration timeout();
    }

    /** Settings of long polls. */
    interface LongPoll {
        /** The limit of {@code Prefer: wait}; 1 ms to 365 d. Proxies between caller and gateway often give up after 60 s. */
        @WithDefault("55s")
        Duration longest();
    }

    /** Settings of event streams. */
    interface Events {
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
