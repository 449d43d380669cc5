package dev.zoetrope.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.view.SettingView;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class SettingsInUseTest {

    @ParameterizedTest
    @CsvSource({ "jdbc:postgresql://me:secret@db:5432/zoetrope?password=secret, postgresql://db:5432/zoetrope",
            "https://user:secret@vendor.example/v1, https://vendor.example/v1",
            "https://vendor.example, https://vendor.example",
            "https://not a url?secret, set", "jdbc:postgresql:zoetrope?user=me&password=secret, set",
            "jdbc:postgresql:///zoetrope?password=secret, postgresql:///zoetrope", "24h, 24h", "alice, alice" })
    void a_url_has_no_password(String text, String shown) {
        assertThat(SettingsInUse.withoutPassword(text)).isEqualTo(shown);
    }

    @Test
    void a_secret_is_not_shown_under_any_name_that_the_environment_gives_it() {
        Map<String, String> variables = Map.of("ZOETROPE_KEYS", "a:secret", "ZOETROPE_OPERATOR_KEYS_0_", "ops:secret",
                "ZOETROPE_VENDORS__OWN_GPU__KEYS", "secret", "ZOETROPE_VENDORS__OWN_GPU__KEYS_1_", "secret",
                "ZOETROPE_VENDORS_MY_LAB_KEYS", "secret", "ZOETROPE_VAULT_S3_SECRET_KEY", "secret",
                "ZOETROPE_WEBHOOK_SECRET", "secret", "ZOETROPE_UPSTREAM_API_KEY", "secret",
                "ZOETROPE_VENDORS__OWN_GPU__RUNNING", "7", "ZOETROPE_TASK_RETENTION", "3d");

        List<SettingView> shown = new SettingsInUse(new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(variables, 300)).build()).all();

        assertThat(shown).extracting(SettingView::value).hasSize(variables.size()).containsOnly("set", "7", "3d");
    }

    @ParameterizedTest
    @ValueSource(strings = { "zoetrope.keys", "zoetrope.keys[0]", "zoetrope.vendors.alibaba.keys",
            "zoetrope.vendors.\"a.b\".keys[3]", "zoetrope.vendors.\"own.gpu\".keys", "zoetrope.vault.s3.secret.key",
            "zoetrope.database.password" })
    void keys_and_passwords_are_secrets(String name) {
        assertThat(SettingsInUse.isSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "zoetrope.keys-file", "zoetrope.vendors.alibaba.url", "zoetrope.vendors.keys.url",
            "zoetrope.data-dir" })
    void other_settings_are_not(String name) {
        assertThat(SettingsInUse.isSecret(name)).isFalse();
    }
}
