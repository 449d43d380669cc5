package dev.zoetrope.ledger;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The queues and threads of the ledger. The defaults fit one machine with one disk. */
@ConfigMapping(prefix = "zoetrope.ledger")
public interface LedgerConfig {
    /**
     * The maximum number of waiting writes, and the maximum number of waiting reads of each reader; a further one fails at
     * once. From 1 to 10,000,000. At 10,000 rows a second the last of 10,000 writes waits one second, which is about as long
     * as a caller should wait.
     */
    @WithDefault("10000")
    int queue();

    /**
     * The maximum number of writes in one commit, from 1 to 10,000. Bounds the delay if a batch has to be split for one
     * faulty row.
     */
    @WithDefault("500")
    int group();

    /** Number of threads that read, each with a connection; from 1 to 64. One serves about 50,000 reads a second. */
    @WithDefault("1")
    int readers();

    /** The maximum number of reads in one transaction, from 1 to 10,000. The first read of a batch waits for the last. */
    @WithDefault("64")
    int readGroup();

    /**
     * Longest time of a statement in PostgreSQL, from 1 ms to 365 days; a wait for a lock takes at most half of it.
     * Thousands of times what a statement takes, and short enough that a caller receives the error before it gives up.
     */
    @WithDefault("5s")
    Duration statementTimeout();

    /** How long a shutdown waits until the waiting writes are done. */
    @WithDefault("5s")
    Duration drain();

    /** {@code Retry-After} of errors, and the interval at which a failed storage is tried again; from 1 ms to 365 days. */
    @WithDefault("2s")
    Duration retryAfter();

    /**
     * How long the mark that an answer was sent may wait for other writes, from 1 ms to 365 days. A commit for the mark
     * alone would cost a flush of the disk. If the mark is lost in a crash, an equal create counts as a retry.
     */
    @WithDefault("200ms")
    Duration linger();
}
