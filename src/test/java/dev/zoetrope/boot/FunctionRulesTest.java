package dev.zoetrope.boot;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.track.TrackConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Settings that a function refuses at its start. */
class FunctionRulesTest {
    private final Map<String, String> settings = new HashMap<>(Map.of("zoetrope.upstream.key", "vendor-key",
            "zoetrope.database.url", "jdbc:postgresql://db/zoetrope", "zoetrope.vault.mode", "off", "zoetrope.track.mode",
            "on-demand", "zoetrope.upstream.connect-timeout", "1500ms", "zoetrope.upstream.read-timeout", "20s"));

    private void check() {
        SmallRyeConfig config = new SmallRyeConfigBuilder().withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter()).withMapping(TrackConfig.class)
                .withValidateUnknown(false).withDefaultValues(settings).build();
        FunctionRules.check(config.getConfigMapping(TrackConfig.class), config);
    }

    @Test
    void what_outlives_a_function_is_taken() {
        assertThatCode(this::check).doesNotThrowAnyException();

        settings.put("zoetrope.vault.mode", "s3");
        settings.put("zoetrope.upstream.url", "https://vendor.example.com");
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({ "zoetrope.upstream.key,", "zoetrope.database.url,", "zoetrope.vault.mode,", "zoetrope.vault.mode,disk",
            "zoetrope.track.mode,continuous", "zoetrope.upstream.read-timeout,23s", "zoetrope.upstream.connect-timeout,5s" })
    void what_would_be_lost_or_frozen_with_it_is_refused_by_name(String setting, String value) {
        if (value == null) {
            settings.remove(setting);
        } else {
            settings.put(setting, value);
        }

        assertThatThrownBy(this::check).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(setting.substring(0, setting.lastIndexOf('.')))
                .hasMessageContaining(setting.substring(setting.lastIndexOf('.')));
    }
}
