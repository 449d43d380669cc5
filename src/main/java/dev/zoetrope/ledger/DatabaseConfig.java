package dev.zoetrope.ledger;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the ledger is, when it is not in the data directory. */
@ConfigMapping(prefix = "zoetrope.database")
public interface DatabaseConfig {
    /** {@link #connectTimeout}, for who reads it before there are mappings. */
    String CONNECT_TIMEOUT = "3s";

    /** JDBC URL of a PostgreSQL, version 15 or later; none: SQLite in the data directory. */
    Optional<String> url();

    /** Its user; may be in the URL as well. */
    Optional<String> user();

    /** Its password; never in a log. */
    Optional<String> password();

    /**
     * Longest wait for a connection to PostgreSQL, and for its log-in; whole seconds. Far above a round trip, and short
     * enough that a create that meets a dead host is answered with 503 before its caller gives up.
     */
    @WithDefault(CONNECT_TIMEOUT)
    Duration connectTimeout();

    /**
     * How often a replica tells PostgreSQL that it is alive; after three silent times the others take it for dead, and
     * what it was answering as not answered.
     */
    @WithDefault("5s")
    Duration heartbeat();

    /**
     * How often what the other replicas have written is read from the record, lest a notice of theirs was missed. One
     * query that reads indexes and the rows that were written since.
     */
    @WithDefault("15s")
    Duration reread();
}
