package dev.zoetrope.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The longest time a create may be in flight follows from the settings, and its guard uses the same numbers. */
class SendTimeoutsTest {
    private static final Instant PERMITTED = Instant.parse("2026-01-01T00:00:00Z");
    private static final String GUARD = "quarkus.fault-tolerance.\"" + Upstream.class.getName() + "/create\".timeout.value";

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder().withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter()).withMapping(UpstreamConfig.class)
                .withSources(new PropertiesConfigSource(settings, "settings", 100)).withSources(new FaultToleranceTimeouts())
                .build();
    }

    private static SendTimeouts times(SmallRyeConfig config) {
        return new SendTimeouts(config.getConfigMapping(UpstreamConfig.class));
    }

    @Test
    void the_defaults_are_the_same_everywhere() {
        SmallRyeConfig config = config(Map.of());

        assertThat(times(config).lastStart(PERMITTED)).isEqualTo(PERMITTED.plusSeconds(11));
        assertThat(times(config).maxDuration()).isEqualTo(Duration.ofSeconds(82));
        assertThat(config.getValue(GUARD, String.class)).isEqualTo("71000");
    }

    @ParameterizedTest
    @CsvSource({ "PT1S, PT2S", "PT0.25S, PT30S", "PT10S, PT5M" })
    void what_begins_last_and_takes_longest_ends_in_time(Duration connect, Duration read) {
        SmallRyeConfig config = config(Map.of("zoetrope.upstream.connect-timeout", connect.toString(),
                "zoetrope.upstream.read-timeout", read.toString()));
        Duration guard = Duration.ofMillis(config.getValue(GUARD, Long.class));

        Instant end = times(config).lastStart(PERMITTED).plus(guard);

        assertThat(end).isEqualTo(PERMITTED.plus(times(config).maxDuration()));
        assertThat(guard).as("connection, handshake and response fit into one attempt")
                .isGreaterThan(connect.multipliedBy(2).plus(read));
        assertThat(times(config).lastStart(PERMITTED)).as("time for a second attempt after a connection timeout")
                .isAfter(PERMITTED.plus(connect.multipliedBy(2)));
    }
}
