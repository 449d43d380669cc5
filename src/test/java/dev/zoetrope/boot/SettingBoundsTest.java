package dev.zoetrope.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.Settings;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Each number, duration and size has a range. A setting outside its range refuses the start, and the message names it. */
class SettingBoundsTest {
    /**
     * Settings without a range, and settings that another class checks: DiskSpace the disk space, VendorTable the vendors.
     */
    private static final Set<String> ELSEWHERE = Set.of("zoetrope.vault.reserve", "zoetrope.vault.max-total",
            "zoetrope.vendors.*.running", "zoetrope.vendors.*.creates-per-second", "zoetrope.vendors.*.asks-per-second");

    private static Config config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder().addDiscoveredConverters().withDefaultValues(settings).build();
    }

    @Test
    void every_quantity_has_bounds() {
        Set<String> unbounded = new TreeSet<>(Settings.quantities());
        unbounded.removeAll(SettingBounds.names());
        assertThat(unbounded).isEqualTo(new TreeSet<>(ELSEWHERE));
        assertThat(Settings.quantities()).containsAll(SettingBounds.names());
    }

    @Test
    void the_defaults_are_within() {
        Map<String, String> defaults = Settings.all();
        defaults.values().removeIf(String::isEmpty);
        assertThatCode(() -> SettingBounds.check(config(defaults))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({ "zoetrope.upstream.max-in-flight, 0", "zoetrope.upstream.asks-per-second, -1",
            "zoetrope.upstream.max-in-flight, 99999999999", "zoetrope.request.max-body, 0",
            "zoetrope.request.max-body, 999999999999T", "zoetrope.request.max-body, 1", "zoetrope.vault.max-file, 0",
            "zoetrope.upstream.connect-timeout, 0s", "zoetrope.task.deadline, 366d",
            "zoetrope.vault.lease, -1s" })
    void one_that_is_out_of_them_refuses_the_start(String setting, String value) {
        assertThatThrownBy(() -> SettingBounds.check(config(Map.of(setting, value)))).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(setting + " must be from ");
    }
}
