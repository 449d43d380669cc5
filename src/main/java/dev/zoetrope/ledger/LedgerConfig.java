package dev.zoetrope.ledger;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the ledger's lanes work. The defaults fit one machine with one disk. */
@ConfigMapping(prefix = "zoetrope.ledger")
public interface LedgerConfig {
    /**
     * Most writes, and most reads, that wait at once; beyond it they fail at once. At 10,000 rows a second the last of
     * 10,000 waits a second, which is about as long as a caller should.
     */
    @WithDefault("10000")
    int queue();

    /** Most writes in one commit: bounds what is held up when a group has to be split for one faulty row. */
    @WithDefault("500")
    int group();

    /** Threads that read, each with a connection. One serves some 50,000 reads a second. */
    @WithDefault("1")
    int readers();

    /** Most reads in one transaction: the first of a group waits for the last. */
    @WithDefault("64")
    int readGroup();

    /**
     * Longest a statement may take in PostgreSQL, and half of it for a row that another replica changes. Thousands of
     * times what it takes; a caller should hear of the trouble before it gives up.
     */
    @WithDefault("5s")
    Duration statementTimeout();

    /** How long a shutdown waits for the writes that are waiting. */
    @WithDefault("5s")
    Duration drain();

    /** When callers are told to come back, and how often a storage that failed is tried again. */
    @WithDefault("2s")
    Duration retryAfter();

    /**
     * How long the note that an answer went out may wait for other writes to go with. A lone note would cost a flush of
     * the disk of its own; one that is lost in a crash makes an equal create count as its retry.
     */
    @WithDefault("200ms")
    Duration linger();
}
