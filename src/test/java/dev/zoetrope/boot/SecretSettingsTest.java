package dev.zoetrope.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Secrets are read literally, from the environment or from a file. */
class SecretSettingsTest {
    private static final String ODD = "a$$b\\c${HOME}d\\$e${";

    @TempDir
    Path directory;

    private static SmallRyeConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder().addDefaultInterceptors().withInterceptors(new SecretSettings())
                .withSources(new EnvConfigSource(environment, 300)).withDefaultValue("home", "/root").build();
    }

    private static String variable(String setting) {
        return setting.replaceAll("[.-]", "_").toUpperCase(java.util.Locale.ROOT);
    }

    private static String value(String setting, Map<String, String> environment) {
        return config(environment).getOptionalValue(setting, String.class).orElse(null);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("secret"), content);
    }

    @ParameterizedTest
    @ValueSource(strings = { "zoetrope.upstream.key", "zoetrope.database.password", "zoetrope.vault.s3.access-key",
            "zoetrope.vault.s3.secret-key" })
    void neither_dollar_nor_backslash_means_anything_and_white_space_around_is_dropped(String setting) throws IOException {
        assertThat(value(setting, Map.of(variable(setting), "\t" + ODD + "\r\n"))).isEqualTo(ODD);
        assertThat(value(setting, Map.of(variable(setting + "-file"), file("\n" + ODD + " \n").toString()))).isEqualTo(ODD);
        assertThat(value(setting, Map.of(variable(setting), " \n"))).isNull();
        assertThat(value(setting, Map.of())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "zoetrope.keys", "zoetrope.operator-keys", "zoetrope.webhook.secrets" })
    void the_items_of_a_list_are_taken_as_they_are_too(String setting) throws IOException {
        String given = "alice:" + ODD + ",bob:\\\nalice:two\r\n";
        for (Map<String, String> environment : List.of(Map.of(variable(setting), given),
                Map.of(variable(setting + "-file"), file(given).toString()))) {
            assertThat(config(environment).getValues(setting, String.class)).containsExactly("alice:" + ODD, "bob:\\",
                    "alice:two");
        }
    }

    @Test
    void an_item_that_is_given_alone_is_taken_as_it_is() {
        assertThat(value("zoetrope.keys[0]", Map.of("ZOETROPE_KEYS_0_", "alice:" + ODD + "\n"))).isEqualTo("alice:" + ODD);
    }

    @Test
    void the_connection_pool_is_given_the_password_unless_it_has_one_of_its_own() throws IOException {
        String pool = "quarkus.datasource.postgres.password";
        assertThat(value(pool, Map.of("ZOETROPE_DATABASE_PASSWORD", ODD))).isEqualTo(ODD);
        assertThat(value(pool, Map.of("ZOETROPE_DATABASE_PASSWORD_FILE", file(ODD).toString()))).isEqualTo(ODD);
        assertThat(value(pool, Map.of("ZOETROPE_DATABASE_PASSWORD", ODD, variable(pool), "own"))).isEqualTo("own");
        assertThat(value(pool, Map.of())).isNull();
    }

    @Test
    void what_is_no_secret_is_expanded_as_ever() {
        assertThat(value("zoetrope.public-url", Map.of("ZOETROPE_PUBLIC_URL", "a${home}b"))).isEqualTo("a/rootb");
    }

    @Test
    void value_and_file_together_are_refused_by_name() throws IOException {
        Map<String, String> both = new HashMap<>(Map.of("ZOETROPE_UPSTREAM_KEY_FILE", file("v-secret").toString()));
        both.put("ZOETROPE_UPSTREAM_KEY", " ");
        assertThat(value("zoetrope.upstream.key", both)).isEqualTo("v-secret");

        both.put("ZOETROPE_UPSTREAM_KEY", "v-other");
        assertThatThrownBy(() -> value("zoetrope.upstream.key", both)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("zoetrope.upstream.key and zoetrope.upstream.key-file").hasMessageNotContaining("v-");
    }

    @Test
    void a_file_without_a_secret_is_refused_by_name_and_not_shown() throws IOException {
        Path large = Files.write(directory.resolve("large"), new byte[300 << 10]);
        Path latin = Files.write(directory.resolve("latin"), new byte[] { 'a', (byte) 0xe4 });
        for (String file : List.of(directory.resolve("none").toString(), directory.toString(), large.toString(),
                latin.toString(), file(" \n").toString(), "v-secret\0")) {
            assertThatThrownBy(() -> value("zoetrope.keys", Map.of("ZOETROPE_KEYS_FILE", file)))
                    .isInstanceOf(IllegalStateException.class).hasMessageStartingWith("zoetrope.keys-file: the file ")
                    .hasMessageNotContaining(file);
        }
    }
}
