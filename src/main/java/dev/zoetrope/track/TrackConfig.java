package dev.zoetrope.track;

import java.time.Duration;

import dev.zoetrope.upstream.UpstreamConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** How a task is sent and followed. */
@ConfigMapping(prefix = "zoetrope")
public interface TrackConfig {
    Submit submit();

    Follow task();

    LoopConfig track();

    /** The way upstream: a lease outlives its timeouts. */
    UpstreamConfig upstream();

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

        /**
         * From the acceptance: a task the vendor still has no end for fails with {@code deadline_exceeded}, once a question
         * past this was answered. While the vendor does not answer, nothing ends.
         */
        @WithDefault("2h")
        Duration deadline();

        /** How long after that a late success is still looked for, as the vendor may bill it. */
        @WithDefault("24h")
        Duration lateSuccess();

        /** The first such look comes after this, each next one after as long as all before together. */
        @WithDefault("5m")
        Duration firstLateLook();

        /** No two such looks are further apart. */
        @WithDefault("1h")
        Duration longestLateLook();

        /** How long an ended task is kept; an idempotency key is known as long as its task. */
        @WithDefault("7d")
        Duration retention();
    }
}
