package dev.zoetrope.upstream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;

/**
 * Derives numbers of the guards from settings of {@link UpstreamConfig}, so that an operator need not keep them consistent:
 * the timeout of a guard is the longest time of one send attempt ({@link SendTimeouts}), the size of its bulkhead is the
 * number of calls in flight. An unreadable setting is replaced with its default, and a value out of range with the nearest
 * that works: the start-up check reports the setting by its name a moment later.
 */
public class FaultToleranceTimeouts implements ConfigSourceFactory {
    /** Above application.properties (250), below the environment (300): an operator may still set each number. */
    private static final int ORDINAL = 255;
    private static final Duration MAX_DURATION = Duration.ofDays(365);

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext settings) {
        Duration oneAttempt = SendTimeouts.oneAttempt(
                duration(settings, "zoetrope.upstream.connect-timeout", UpstreamConfig.CONNECT_TIMEOUT),
                duration(settings, "zoetrope.upstream.read-timeout", UpstreamConfig.READ_TIMEOUT));
        String millis = Long.toString(Math.max(1, oneAttempt.toMillis()));
        String prefix = "quarkus.fault-tolerance.\"" + Upstream.class.getName();
        return List.of(new PropertiesConfigSource(Map.of(
                prefix + "/create\".timeout.value", millis,
                prefix + "/ask\".timeout.value", millis,
                prefix + "/cancel\".timeout.value", millis,
                prefix + "/create\".bulkhead.value", atLeastOne(settings, "zoetrope.upstream.max-in-flight", 64)),
                "fault-tolerance numbers", ORDINAL));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    private static Duration duration(ConfigSourceContext settings, String name, String otherwise) {
        try {
            Duration duration = DurationConverter.parseDuration(value(settings, name).orElse(otherwise));
            return duration.compareTo(MAX_DURATION) > 0 ? MAX_DURATION : duration;
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            return DurationConverter.parseDuration(otherwise);
        }
    }

    private static String atLeastOne(ConfigSourceContext settings, String name, int otherwise) {
        try {
            return Integer.toString(value(settings, name).map(text -> Math.max(1, Integer.parseInt(text))).orElse(otherwise));
        } catch (NumberFormatException unreadable) {
            return Integer.toString(otherwise);
        }
    }

    private static Optional<String> value(ConfigSourceContext settings, String name) {
        return Optional.ofNullable(settings.getValue(name)).map(ConfigValue::getValue).map(String::strip)
                .filter(text -> !text.isEmpty());
    }
}
