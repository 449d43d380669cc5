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

    Stop stop();

    /** The stop of the process. */
    interface Stop {
        /**
         * Maximum time from the signal to the end of the process, 1 ms to 365 d. After it the process exits, even if sends are
         * still in flight. A stop waits for the creates in flight for up to 20 s, or until 8 s before this deadline if that
         * is later. The default is just below the 30 s that Kubernetes waits.
         */
        @WithDefault("28s")
        Duration deadline();
    }

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
         * The maximum number of creates that wait to be sent, in total; 1 to 1,000,000. Above it every
         * create gets 503. A caller whose own waiting creates are more than half of it gets 503, too. A claim from 10,000 rows
         * takes a few milliseconds, and 10,000 creates are more than the usual rate limit of a vendor
         * admits before their deadline.
         */
        @WithDefault("10000")
        int maxPending();

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

        /** How long an ended task is stored; 1 ms to 365 d. Its idempotency key is remembered as long. */
        @WithDefault("7d")
        Duration retention();
    }
}
