package dev.zoetrope.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code If-None-Match} (RFC 9110, 8.8.3 and 13.1.2). */
class EntityTagsTest {
    private static final String TAG = "W/\"0123456789abcdef\"";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
            "W/\"0123456789abcdef\"                      | true",
            "\"0123456789abcdef\"                        | true",
            "*                                           | true",
            "\"a\", W/\"b\",W/\"0123456789abcdef\"       | true",
            "\"a, b\" , \"0123456789abcdef\"             | true",
            "\"0123456789abcde\"                         | false",
            "\"0123456789abcdef0\"                       | false",
            "\"x0123456789abcdef\"                       | false",
            "0123456789abcdef                            | false",
            "\"*\"                                       | false",
            "\"0123456789abcdef                          | false",
            "\"a\"0123456789abcdef\"b\"                  | false",
            "\"                                          | false",
            ",,,                                         | false" })
    void one_header(String header, boolean match) {
        assertThat(EntityTags.match(List.of(header), TAG)).isEqualTo(match);
    }

    @Test
    void several_headers_are_one_list() {
        assertThat(EntityTags.match(List.of("\"a\"", "\"b\", \"0123456789abcdef\""), TAG)).isTrue();
        assertThat(EntityTags.match(List.of("\"a\"", "\"b\""), TAG)).isFalse();
        assertThat(EntityTags.match(List.of(), TAG)).isFalse();
    }

    @Test
    void a_strong_tag_is_compared_alike() {
        assertThat(EntityTags.match(List.of("W/\"a\""), "\"a\"")).isTrue();
    }
}
