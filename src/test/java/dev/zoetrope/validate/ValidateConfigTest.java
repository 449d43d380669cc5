package dev.zoetrope.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class ValidateConfigTest {

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder().withMapping(ValidateConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100)).build();
    }

    @Test
    void defaults() {
        SmallRyeConfig config = config(Map.of());

        assertThat(config.getConfigMapping(ValidateConfig.class).unknownMembers()).isEqualTo(UnknownMembers.REJECT);
    }

    @Test
    void it_can_be_set() {
        SmallRyeConfig config = config(Map.of("zoetrope.request.unknown-members", "forward"));

        assertThat(config.getConfigMapping(ValidateConfig.class).unknownMembers()).isEqualTo(UnknownMembers.FORWARD);
    }

    @Test
    void another_word_is_named() {
        assertThatThrownBy(() -> config(Map.of("zoetrope.request.unknown-members", "ignore")))
                .hasMessageContaining("zoetrope.request.unknown-members");
    }

    @Test
    void the_reader_keeps_to_the_limits() {
        RequestReader limited = new RequestReader(Readings.MODELS, Readings.VALIDATOR, () -> UnknownMembers.REJECT,
                new RequestLimits(2, 3), new Readings.Callbacks(false, false));
        Readings.CallerReader reader = body -> limited.read(body, Readings.CALLER);

        assertThat(Readings.faults(reader, "{'a':1,'b':2,'c':3}")).containsExactly("model required", "image_urls required");
        assertThat(Readings.failure(reader, Readings.bytes("{'a':[[1]]}")).status()).isEqualTo(422);
        assertThat(Readings.failure(reader, Readings.bytes("{'a':[[[1]]]}")).status()).isEqualTo(400);
    }
}
