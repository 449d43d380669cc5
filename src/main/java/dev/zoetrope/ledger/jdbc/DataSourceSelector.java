package dev.zoetrope.ledger.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.eclipse.microprofile.config.spi.ConfigSource;

import dev.zoetrope.ledger.DatabaseConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;

/**
 * Switches on exactly one of the two datasources that are built in, by whether {@code zoetrope.database.url} is set, and
 * derives what PostgreSQL's driver and pool are told from {@code zoetrope.database.connect-timeout}: the driver counts
 * whole seconds, and the pool makes its connections one after another, so that whoever waits for one may have to wait
 * for those of the other kinds (writes, reads, the sign of life, the notices of others) first.
 */
public class DataSourceSelector implements ConfigSourceFactory {
    private static final int CONNECTIONS_AT_ONCE = 4;
    private static final long LONGEST_SECONDS = 86_400;
    /** Above application.properties, below the environment: an operator may still set each of them. */
    private static final int ORDINAL = 255;
    private static final String POSTGRES = "quarkus.datasource.postgres.";
    private static final String DRIVER = POSTGRES + "jdbc.additional-jdbc-properties.";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext settings) {
        boolean postgres = !given(settings, "zoetrope.database.url").isBlank();
        long seconds = seconds(given(settings, "zoetrope.database.connect-timeout"));
        return List.of(new PropertiesConfigSource(Map.of(
                "quarkus.datasource.active", Boolean.toString(!postgres),
                POSTGRES + "active", Boolean.toString(postgres),
                POSTGRES + "jdbc.acquisition-timeout", Duration.ofSeconds(seconds * CONNECTIONS_AT_ONCE).toString(),
                DRIVER + "connectTimeout", Long.toString(seconds),
                DRIVER + "loginTimeout", Long.toString(seconds)), "choice of the database", ORDINAL));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    /** Whole, from 1 to a day. What cannot be read is refused by its own name a moment later. */
    private static long seconds(String connect) {
        try {
            Duration given = DurationConverter.parseDuration(connect.isBlank() ? DatabaseConfig.CONNECT_TIMEOUT : connect);
            return Math.min(Math.max(1, given.plusMillis(999).toSeconds()), LONGEST_SECONDS);
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            return 1;
        }
    }

    private static String given(ConfigSourceContext settings, String name) {
        ConfigValue value = settings.getValue(name);
        return value == null || value.getValue() == null ? "" : value.getValue();
    }
}
