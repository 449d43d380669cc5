package dev.zoetrope.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The path of {@code zoetrope.public-url}. {@link ForwardedPrefixTest} tests the prefix of a proxy. */
class PublicPathTest {
    @ParameterizedTest
    @CsvSource({ "https://video.example,''", "https://video.example/,''", "https://video.example/api,/api",
            "https://video.example:8443/a/b/,/a/b" })
    void it_is_that_of_the_setting(String url, String path) {
        assertThat(new PublicPath(() -> Optional.of(url)).of(null)).isEqualTo(path);
    }
}
