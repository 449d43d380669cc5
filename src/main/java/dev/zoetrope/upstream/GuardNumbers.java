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
 * Numbers of the guards that follow from settings, so that nobody has to keep two in step: a guard's timeout is the
 * longest time of one try ({@link SendTimes}).
 */
public class GuardNumbers implements ConfigSourceFactory {
    /** Above application.properties, below the environment: an operator may still set each number. */
    private static final int ORDINAL = 255;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext settings) {
        Duration oneTry = SendTimes.oneTry(
                duration(settings, "zoetrope.upstream.connect-timeout", UpstreamConfig.CONNECT_TIMEOUT),
                duration(settings, "zoetrope.upstream.read-timeout", UpstreamConfig.READ_TIMEOUT));
        String millis = Long.toString(oneTry.toMillis());
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
