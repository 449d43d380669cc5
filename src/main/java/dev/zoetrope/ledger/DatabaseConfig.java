package dev.zoetrope.ledger;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The PostgreSQL of the ledger, if the ledger is not in the data directory. */
@ConfigMapping(prefix = "zoetrope.database")
public interface DatabaseConfig {
    /** The default of {@link #connectTimeout}, for code that runs before the settings are mapped. */
    String CONNECT_TIMEOUT = "3s";

    /** JDBC URL of a PostgreSQL, version 15 or later. Without it the ledger is a SQLite database in the data directory. */
    Optional<String> url();

    /** User of the database; may be in the URL instead. */
    Optional<String> user();

    /** Password of the database; never logged. */
    Optional<String> password();

    /**
     * Longest wait for a connection to PostgreSQL and for its log-in. From 1 ms to 365 days; rounded up to whole seconds, at
     * most one day. Far above a round trip, and short enough that a create is answered with 503 before its caller gives up
     * if the host is dead.
     */
    @WithDefault(CONNECT_TIMEOUT)
    Duration connectTimeout();

    /**
     * Interval of a replica's heartbeat, from 1 ms to 365 days. After three intervals without a heartbeat PostgreSQL ends
     * the replica's session. The other replicas then regard the replica as dead, and its outstanding answers as not
     * received.
     */
    @WithDefault("5s")
    Duration heartbeat();

    /**
     * Interval at which the changes of other replicas are read from the ledger, in case a notification was missed; from 1 ms
     * to 365 days. Costs one query, which reads indexes and the rows written since the last time.
     */
    @WithDefault("15s")
    Duration reread();
}
