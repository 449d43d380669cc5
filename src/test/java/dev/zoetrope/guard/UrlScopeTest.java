package dev.zoetrope.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlScopeTest {
    @ParameterizedTest
    @CsvSource({ "https://8.8.8.8/, PUBLIC", "https://[2606:4700::1]/, PUBLIC", "http://127.0.0.1/, PRIVATE",
            "https://10.0.0.1:8443/, PRIVATE", "https://localhost/, PRIVATE", "https://LOCALHOST./, PRIVATE",
            "https://a.localhost/, PRIVATE", "https://169.254.169.254/, NEVER", "https://0x7f.1/, NEVER",
            "https://2130706433/, NEVER", "not a url, NEVER", "ftp://8.8.8.8/, NEVER" })
    void what_the_text_tells(String url, AddressScope scope) {
        assertThat(UrlScope.of(url)).contains(scope);
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://example.com/", "https://localhost.example.com/", "https://intranet/" })
    void a_name_tells_nothing(String url) {
        assertThat(UrlScope.of(url)).isEmpty();
    }
}
