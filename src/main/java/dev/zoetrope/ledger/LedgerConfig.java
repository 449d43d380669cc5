package dev.zoetrope.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** Settings of the ledger. Every duration is from 1 ms to 365 days. */
@ConfigMapping(prefix = "zoetrope")
public interface LedgerConfig {
    /**
     * Directory of the database, the stored files and the sandbox; created if it does not exist. With SQLite one process at a
     * time uses it.
     */
    @WithDefault("data")
    Path dataDir();

    Database database();

    @WithName("ledger")
    Times times();

    @WithName("webhook")
    Callbacks callbacks();

    @WithName("function")
    Platform platform();

    /** The PostgreSQL of the ledger, if the ledger is not in the data directory. */
    interface Database {
        /** The default of {@link #connectTimeout}, for code that runs before the settings are mapped. */
        String CONNECT_TIMEOUT = "3s";

        /**
         * JDBC URL of a PostgreSQL, version 15 or later. Without it the ledger is a SQLite database in the data directory.
         */
        Optional<String> url();

        /** User of the database; may be in the URL instead. */
        Optional<String> user();

        /** Password of the database; never logged. */
        Optional<String> password();

        /**
         * Longest wait for a connection to PostgreSQL and for its log-in. From 1 ms to 365 days; rounded up to whole
         * seconds, at most one day. Far above a round trip, and short enough that a create is answered with 503 before its
         * caller gives up if the host is dead.
         */
        @WithDefault(CONNECT_TIMEOUT)
        Duration connectTimeout();

        /**
         * Interval of a replica's heartbeat, from 1 ms to 365 days. After three intervals without a heartbeat PostgreSQL
         * ends the replica's session. The other replicas then regard the replica as dead, and its outstanding answers as not
         * received.
         */
        @WithDefault("5s")
        Duration heartbeat();

        /**
         * Interval at which the changes of other replicas are read from the ledger, in case a notification was missed; from
         * 1 ms to 365 days. Costs one query, which reads indexes and the rows written since the last time.
         */
        @WithDefault("15s")
        Duration reread();
    }

    /** How long operations of the ledger may take. */
    interface Times {
        /**
         * Longest time of a statement in PostgreSQL, from 1 ms to 365 days; a wait for a lock takes at most half of it.
         * Thousands of times what a statement takes, and short enough that a caller receives the error before it gives up.
         */
        @WithDefault("5s")
        Duration statementTimeout();

        /** {@code Retry-After} of errors, and the interval at which a failed storage is tried again; from 1 ms to 365 days. */
        @WithDefault("2s")
        Duration retryAfter();
    }

    /** When the callback of an ended task becomes due. */
    interface Callbacks {
        /**
         * How long the callback of a completed task waits for the copy of its result file, from 1 ms to 365 days. After the
         * copy the callback contains the gateway's URL, and not the vendor's, which expires. A copy takes seconds; after a
         * longer wait the callback contains the vendor's URL.
         */
        @WithDefault("60s")
        Duration fileWait();
    }

    /** The platform that runs the process. */
    interface Platform {
        /** Whether this process is a function, which is frozen with its answer. */
        @WithDefault("false")
        boolean enabled();
    }
}
