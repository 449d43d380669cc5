package dev.zoetrope.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamUrlTest {
    @ParameterizedTest
    @CsvSource({ "https://v.example, https://v.example", "https://v.example/, https://v.example",
            "https://v.example/v1, https://v.example", "https://v.example/v1/, https://v.example",
            "https://v.example//v1//, https://v.example", "http://v.example:81/proxy/v1, http://v.example:81/proxy",
            "https://v.example/av1, https://v.example/av1", "https://v.example/v1/x, https://v.example/v1/x",
            "'https://v.example/v1\n', https://v.example" })
    void the_version_at_its_end_is_left_out(String given, String used) {
        assertThat(VendorTable.parseUrl("zoetrope.upstream.url", given)).isEqualTo(URI.create(used));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "v.example", "ftp://v.example", "https://", "https://u:v-secret@v.example",
            "https://v.example?a=b",
            "https://v.example/v1?a=b", "https://v. example" })
    void anything_else_is_refused_by_name(String given) {
        assertThatThrownBy(() -> VendorTable.parseUrl("zoetrope.upstream.url", given)).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("zoetrope.upstream.url ").hasMessageNotContaining("v-secret");
    }
}
