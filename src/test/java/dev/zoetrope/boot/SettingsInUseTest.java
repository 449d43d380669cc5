package dev.zoetrope.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsInUseTest {

    @ParameterizedTest
    @CsvSource({ "jdbc:postgresql://me:secret@db:5432/zoetrope?password=secret, postgresql://db:5432/zoetrope",
            "https://user:secret@vendor.example/v1, https://vendor.example/v1",
            "https://vendor.example, https://vendor.example",
            "https://not a url?secret, set", "24h, 24h", "alice, alice" })
    void a_url_has_no_password(String text, String shown) {
        assertThat(SettingsInUse.withoutPassword(text)).isEqualTo(shown);
    }
}
