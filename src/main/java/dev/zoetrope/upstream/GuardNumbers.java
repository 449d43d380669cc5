package dev.zoetrope.upstream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;

/**
 * Numbers of the guards that follow from settings, so that nobody has to keep two in step: the guard's timeout is the
 * connection's, its TLS handshake's (which may take as long again) and the answer's together plus a margin, because a timeout
 * that fires before the client's own would call
 * unknown what the client still knows.
 */
public class GuardNumbers implements ConfigSourceFactory {
    private static final Duration MARGIN = Duration.ofSeconds(1);
    /** Above application.properties, below the environment: an operator may still set each number. */
    private static final int ORDINAL = 255;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext settings) {
        Duration longest = duration(settings, "zoetrope.upstream.connect-timeout", "5s").multipliedBy(2)
                .plus(duration(settings, "zoetrope.upstream.read-timeout", "60s")).plus(MARGIN);
        String millis = Long.toString(longest.toMillis());
        String door = "quarkus.fault-tolerance.\"" + Upstream.class.getName();
        return List.of(new PropertiesConfigSource(Map.of(
                door + "/create\".timeout.value", millis,
                door + "/ask\".timeout.value", millis), "guard numbers", ORDINAL));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    private static Duration duration(ConfigSourceContext settings, String name, String otherwise) {
        ConfigValue given = settings.getValue(name);
        boolean set = given != null && given.getValue() != null && !given.getValue().isBlank();
        return DurationConverter.parseDuration(set ? given.getValue() : otherwise);
    }
}
