package dev.zoetrope.boot;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.runtime.LaunchMode;

/** The sandbox starts only if the settings show that it is intended. */
class SandboxRulesTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "true, -, true, NORMAL", "true, false, true, NORMAL", "true, -, false, DEVELOPMENT",
            "false, -, false, NORMAL", "false, true, true, NORMAL", "false, true, false, NORMAL", "false, -, true, DEVELOPMENT",
            "false, -, true, TEST", "false, true, true, DEVELOPMENT" })
    void it_starts(boolean vendor, Boolean enabled, boolean named, LaunchMode mode) {
        assertThatCode(() -> SandboxRules.check(vendor, false, Optional.ofNullable(enabled), named, mode))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "true, true, true, NORMAL", "true, true, false, TEST", "false, false, false, NORMAL",
            "false, false, true, DEVELOPMENT", "false, -, true, NORMAL" })
    void it_does_not_and_names_what_is_missing(boolean vendor, Boolean enabled, boolean named, LaunchMode mode) {
        assertThatThrownBy(() -> SandboxRules.check(vendor, false, Optional.ofNullable(enabled), named, mode))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("zoetrope.upstream.key")
                .hasMessageContaining("zoetrope.sandbox.enabled");
    }
}
