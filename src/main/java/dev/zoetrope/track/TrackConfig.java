package dev.zoetrope.track;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** How a task is sent and followed. */
@ConfigMapping(prefix = "zoetrope")
public interface TrackConfig {
    Submit submit();

    Follow task();

    Loop track();

    Asks upstream();

    /** From the intent to the first outcome. */
    interface Submit {
        /** How long a create waits for its first outcome; past it the answer is {@code pending}. */
        @WithDefault("10s")
        @WithName("wait")
        Duration longestWait();

        /** How long an unsent create may stay pending; then it fails with {@code deadline_exceeded}. */
        @WithDefault("15m")
        Duration deadline();

        /**
         * Most creates that wait to be sent; beyond it a create is 503. Ten thousand are a claim of a few milliseconds
         * and, at the usual rates of a vendor, more than the deadline lets through.
         */
        @WithDefault("10000")
        int maxPending();

        /** Most of one caller: no caller can take the whole queue. */
        @WithDefault("5000")
        int maxPendingPerCaller();

        /** How long a stop waits for the sends under way; a container's grace period should be longer. */
        @WithDefault("20s")
        Duration drain();

        /** The first back-off is between this and twice this. */
        @WithDefault("1s")
        Duration firstBackOff();

        /** No back-off is longer, whatever the count of tries; the vendor's own Retry-After may be. */
        @WithDefault("60s")
        Duration longestBackOff();
    }

    /** From the acceptance to the end. */
    interface Follow {
        /** A query of a running task is answered from the ledger while its state is younger than this. */
        @WithDefault("2s")
        Duration fresh();

        /** How long {@code completed} without a result is waited with; vendors were seen to need some seconds. */
        @WithDefault("5m")
        Duration resultsWait();

        /** The estimate shown until the vendor gives one of its own. */
        @WithDefault("60s")
        Duration estimate();
    }

    /** The loop over due tasks. */
    interface Loop {
        /** {@code on-demand} runs no loop and no timer at all. */
        @WithDefault("continuous")
        TrackMode mode();

        /** How often due tasks are looked for. */
        @WithDefault("500ms")
        Duration interval();

        /** Most tasks taken at once; what is left is due at the next look. */
        @WithDefault("64")
        int batch();
    }

    /** What the vendor may be asked. */
    interface Asks {
        /** Cap on status queries, in each second. */
        @WithDefault("20")
        int asksPerSecond();

        /** As of the way upstream: a send holds its lease longer than this and the answer take together. */
        @WithDefault("5s")
        Duration connectTimeout();

        /** As of the way upstream. */
        @WithDefault("60s")
        Duration readTimeout();
    }
}
