package dev.zoetrope.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.Settings;

/** An unknown name with the prefix of the settings is reported with the nearest known name. */
class UnknownSettingsTest {
    private static Map<String, String> unknown(Map<String, String> environment) {
        return UnknownSettings.findUnknown(environment.keySet(), environment);
    }

    @Test
    void the_file_has_every_setting_and_nothing_else() throws IOException {
        assertThat(Files.readAllLines(Path.of("src/main/resources/zoetrope-settings.txt")))
                .containsExactlyElementsOf(Settings.all().keySet());
    }

    @ParameterizedTest
    @CsvSource({ "ZOETROPE_UPSTREM_KEY, ZOETROPE_UPSTREAM_KEY", "ZOETROPE_KEY, ZOETROPE_KEYS",
            "ZOETROPE_DATADIR, ZOETROPE_DATA_DIR", "ZOETROPE_UPSTREAM_MAXINFLIGHT, ZOETROPE_UPSTREAM_MAX_IN_FLIGHT",
            "ZOETROPE_PORT, ZOETROPE_KEYS", "ZOETROPE_WEBHOOK_SECRET, ZOETROPE_WEBHOOK_SECRETS" })
    void a_variable_that_is_none_is_told_with_the_nearest(String variable, String meant) {
        assertThat(unknown(Map.of(variable, "8080"))).containsExactly(Map.entry(variable, meant));
    }

    @Test
    void a_property_is_told_in_its_own_form() {
        assertThat(
                UnknownSettings.findUnknown(List.of("zoetrope.upstream.kee", "quarkus.http.port", "%dev.zoetrope.kees"),
                        Map.of()))
                .containsExactly(Map.entry("zoetrope.upstream.kee", "zoetrope.upstream.key"));
    }

    @Test
    void a_variable_that_is_told_under_two_names_is_told_once() {
        assertThat(UnknownSettings.findUnknown(List.of("zoetrope.upstrem.key", "ZOETROPE_UPSTREM_KEY"),
                Map.of("ZOETROPE_UPSTREM_KEY", "x"))).containsOnlyKeys("ZOETROPE_UPSTREM_KEY");
    }

    @Test
    void what_is_ours_is_not_told() {
        assertThat(unknown(Map.of("ZOETROPE_KEYS", "a", "ZOETROPE_VAULT_PRIVATE_HOSTS_0_", "b", "ZOETROPE_KEYS__1_", "c",
                "PATH", "/bin"))).isEmpty();
        assertThat(UnknownSettings.findUnknown(List.of("zoetrope.keys", "zoetrope.keys[0]", "zoetrope.vault.s3.path-style"),
                Map.of())).isEmpty();
    }

    @Test
    void what_kubernetes_says_of_a_service_is_not_told() {
        assertThat(unknown(Map.of("ZOETROPE_PORT", "tcp://10.0.0.7:80", "ZOETROPE_SERVICE_HOST", "10.0.0.7",
                "ZOETROPE_SERVICE_PORT", "80", "ZOETROPE_SERVICE_PORT_HTTP", "80", "ZOETROPE_PORT_80_TCP", "tcp://10.0.0.7:80",
                "ZOETROPE_PORT_80_TCP_ADDR", "10.0.0.7", "ZOETROPE_PORT_80_TCP_PROTO", "tcp", "ZOETROPE_DB_PORT",
                "tcp://10.0.0.8:5432"))).isEmpty();
    }
}
