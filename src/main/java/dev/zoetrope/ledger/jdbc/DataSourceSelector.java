package dev.zoetrope.ledger.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.eclipse.microprofile.config.spi.ConfigSource;

import dev.zoetrope.ledger.LedgerConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;

/**
 * Activates exactly one of the two built-in data sources: PostgreSQL if {@code zoetrope.database.url} is set, else SQLite.
 * Derives the timeouts of PostgreSQL's driver and pool from {@code zoetrope.database.connect-timeout}. The driver counts
 * whole seconds. The pool opens connections one after another, so the wait for one may include the time of the connections
 * for the other purposes: writes, reads, heartbeat, notifications.
 */
public class DataSourceSelector implements ConfigSourceFactory {
    private static final int CONNECTION_PURPOSES = 4;
    private static final long MAX_SECONDS = 86_400;
    /** Above application.properties and below the environment, so an operator can still set each property. */
    private static final int ORDINAL = 255;
    private static final String POSTGRES = "quarkus.datasource.postgres.";
    private static final String DRIVER = POSTGRES + "jdbc.additional-jdbc-properties.";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext settings) {
        boolean postgres = !setting(settings, "zoetrope.database.url").isBlank();
        long seconds = seconds(setting(settings, "zoetrope.database.connect-timeout"));
        return List.of(new PropertiesConfigSource(Map.of(
                "quarkus.datasource.active", Boolean.toString(!postgres),
                POSTGRES + "active", Boolean.toString(postgres),
                POSTGRES + "jdbc.acquisition-timeout", Duration.ofSeconds(seconds * CONNECTION_PURPOSES).toString(),
                DRIVER + "connectTimeout", Long.toString(seconds),
                DRIVER + "loginTimeout", Long.toString(seconds)), "choice of the database", ORDINAL));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    /**
     * Whole seconds, from 1 to one day. For an unreadable value 1: a later check refuses the value and names the setting.
     */
    private static long seconds(String connect) {
        try {
            Duration timeout = DurationConverter
                    .parseDuration(connect.isBlank() ? LedgerConfig.Database.CONNECT_TIMEOUT : connect);
            return Math.min(Math.max(1, timeout.plusMillis(999).toSeconds()), MAX_SECONDS);
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            return 1;
        }
    }

    private static String setting(ConfigSourceContext settings, String name) {
        ConfigValue value = settings.getValue(name);
        return value == null || value.getValue() == null ? "" : value.getValue();
    }
}
