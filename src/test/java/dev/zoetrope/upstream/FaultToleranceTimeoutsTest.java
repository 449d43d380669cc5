package dev.zoetrope.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigValue;

/**
 * The guards' numbers follow the settings. An invalid setting yields a valid number, so that the start-up check can report
 * it.
 */
class FaultToleranceTimeoutsTest {
    private static final String PREFIX = "quarkus.fault-tolerance.\"dev.zoetrope.upstream.Upstream";

    private static Map<String, String> numbers(Map<String, String> settings) {
        return new FaultToleranceTimeouts().getConfigSources(new ConfigSourceContext() {
            @Override
            public ConfigValue getValue(String name) {
                return ConfigValue.builder().withName(name).withValue(settings.get(name)).build();
            }

            @Override
            public Iterator<String> iterateNames() {
                return Collections.emptyIterator();
            }
        }).iterator().next().getProperties();
    }

    @Test
    void they_follow_the_settings() {
        Map<String, String> numbers = numbers(Map.of("zoetrope.upstream.max-in-flight", " 7 "));
        assertThat(numbers).containsEntry(PREFIX + "/create\".bulkhead.value", "7");
        assertThat(numbers(Map.of())).containsEntry(PREFIX + "/create\".bulkhead.value", "64")
                .containsEntry(PREFIX + "/ask\".timeout.value", numbers.get(PREFIX + "/create\".timeout.value"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "-5", "many", "", "99999999999", "1e3" })
    void none_is_below_one(String given) {
        assertThat(numbers(Map.of("zoetrope.upstream.max-in-flight", given))
                .values()).allSatisfy(value -> assertThat(Long.parseLong(value)).isPositive());
    }

    @ParameterizedTest
    @ValueSource(strings = { "soon", "-1000s", "0s", "", "99999999999d", "9999999999999999999" })
    void a_time_that_cannot_work_is_left_to_be_refused_by_its_name(String given) {
        assertThat(numbers(Map.of("zoetrope.upstream.connect-timeout", given, "zoetrope.upstream.read-timeout", given))
                .values()).allSatisfy(value -> assertThat(Long.parseLong(value)).isPositive());
    }
}
