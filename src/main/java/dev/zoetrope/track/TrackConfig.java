package dev.zoetrope.track;

import java.time.Duration;

import dev.zoetrope.upstream.UpstreamConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** Settings for sending and tracking a task. */
@ConfigMapping(prefix = "zoetrope")
public interface TrackConfig {
    Submit submit();

    Follow task();

    LoopConfig track();

    /** The connection to the vendor. A send lease is longer than its timeouts. */
    UpstreamConfig upstream();

    /** From the stored create to its first outcome. */
    interface Submit {
        /**
         * How long a create waits for its first outcome; 1 ms to 365 d. After that the answer is {@code pending}. In
         * on-demand mode at least the connect and read timeouts together.
         */
        @WithDefault("10s")
        @WithName("wait")
        Duration longestWait();

        /** How long an unsent create may stay pending; 1 ms to 365 d. After that it fails with {@code deadline_exceeded}. */
        @WithDefault("15m")
        Duration deadline();

        /**
         * The maximum number of creates that wait to be sent, in total; 1 to 1,000,000. Above it a create gets 503. A claim
         * from 10,000 rows takes a few milliseconds, and 10,000 creates are more than the usual rate limit of a vendor
         * admits before their deadline.
         */
        @WithDefault("10000")
        int maxPending();

        /**
         * The maximum number of creates of one caller that wait to be sent; 1 to 1,000,000. So no caller can fill the whole
         * queue.
         */
        @WithDefault("5000")
        int maxPendingPerCaller();

        /**
         * How long a stop waits for the creates in flight; 1 ms to 365 d. The grace period of a container should be longer.
         */
        @WithDefault("20s")
        Duration drain();

        /** The first back-off is between this and twice this; 1 ms to 365 d. */
        @WithDefault("1s")
        Duration firstBackOff();

        /**
         * The longest back-off, whatever the number of attempts; 1 ms to 365 d. Only the vendor's own Retry-After may be
         * longer.
         */
        @WithDefault("60s")
        Duration longestBackOff();
    }

    /** From the vendor's acceptance to the end of the task. */
    interface Follow {
        /** A query of a running task is answered from the ledger while its state is younger than this; 1 ms to 365 d. */
        @WithDefault("2s")
        Duration fresh();

        /**
         * How long to keep polling a task that is {@code completed} but has no result file yet; 1 ms to 365 d. Vendors were
         * seen to need some seconds.
         */
        @WithDefault("5m")
        Duration resultsWait();

        /**
         * The deadline of a running task, from its acceptance; 1 ms to 365 d. A task that has not ended by then fails with
         * {@code deadline_exceeded}, at the first answer of the vendor after the deadline. While the vendor does not answer,
         * no task ends.
         */
        @WithDefault("2h")
        Duration deadline();

        /**
         * How long after that failure the vendor is still polled for a late success, because it may bill the video; 1 ms to
         * 365 d.
         */
        @WithDefault("24h")
        Duration lateSuccess();

        /**
         * The first poll for a late success is this long after the failure; 1 ms to 365 d. Each later interval is as long as
         * the task has been failed.
         */
        @WithDefault("5m")
        Duration firstLateLook();

        /** The longest interval between two polls for a late success; 1 ms to 365 d, not below {@code first-late-look}. */
        @WithDefault("1h")
        Duration longestLateLook();

        /** How long an ended task is stored; 1 ms to 365 d. Its idempotency key is remembered as long. */
        @WithDefault("7d")
        Duration retention();
    }
}
