package dev.zoetrope.ledger.sql;

import java.time.Duration;

import dev.zoetrope.ledger.LedgerConfig;

/**
 * Limits of the ledger's queues and threads. The constants fit one machine with one disk.
 *
 * @param queue the maximum number of waiting writes, and the maximum number of waiting reads of each reader; a further one
 *        fails at once. At 10,000 rows a second the last of 10,000 writes waits one second, which is about as long as a
 *        caller should wait
 * @param group the maximum number of writes in one commit. Bounds the delay if a batch has to be split for one faulty row
 * @param readers number of threads that read, each with a connection. One serves about 50,000 reads a second
 * @param readGroup the maximum number of reads in one transaction. The first read of a batch waits for the last
 * @param retryAfter {@link LedgerConfig.Times#retryAfter}
 * @param linger how long the mark that an answer was sent may wait for other writes. A commit for the mark alone would cost a
 *        flush of the disk. If the mark is lost in a crash, an equal create counts as a retry
 * @param statementTimeout {@link LedgerConfig.Times#statementTimeout}
 */
public record LedgerLimits(int queue, int group, int readers, int readGroup, Duration retryAfter, Duration linger,
        Duration statementTimeout) {

    private static final int QUEUE = 10_000;
    private static final int GROUP = 500;
    private static final int READERS = 1;
    private static final int READ_GROUP = 64;
    private static final Duration LINGER = Duration.ofMillis(200);
    /** A function writes the mark before it sends the answer, so the mark must not wait for other writes. */
    private static final Duration LINGER_OF_A_FUNCTION = Duration.ofMillis(1);

    static LedgerLimits of(LedgerConfig config) {
        return new LedgerLimits(QUEUE, GROUP, READERS, READ_GROUP, config.times().retryAfter(),
                config.platform().enabled() ? LINGER_OF_A_FUNCTION : LINGER, config.times().statementTimeout());
    }
}
