package dev.zoetrope.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.Settings;

class StrictBooleanTest {
    private static Boolean read(String value) {
        return Settings.of(Map.of("ZOETROPE_VAULT_S3_REDIRECT", value)).value("zoetrope.vault.s3.redirect", Boolean.class)
                .orElse(null);
    }

    @ParameterizedTest
    @ValueSource(strings = { "true", "TRUE", " yes ", "on", "1", "Y", "t" })
    void words_for_true(String text) {
        assertThat(read(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "false", "False", "no", "off", "0", "n", "f " })
    void words_for_false(String text) {
        assertThat(read(text)).isFalse();
    }

    @Test
    void no_word_is_neither() {
        assertThat(new StrictBoolean().convert(" ")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "yep", "tru", "2", "enabled", "-" })
    void any_other_word_is_refused_by_the_setting_s_name(String text) {
        assertThatThrownBy(() -> read(text)).hasMessageContaining("zoetrope.vault.s3.redirect")
                .hasMessageContaining("true or false");
    }
}
