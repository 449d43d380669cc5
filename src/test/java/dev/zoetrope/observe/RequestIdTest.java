package dev.zoetrope.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {
    @ParameterizedTest
    @ValueSource(strings = { "a", "0f8fad5b-d9cb-469f-a165-70867728950e", "trace:1.2_3" })
    void a_harmless_id_is_adopted(String given) {
        assertThat(RequestId.adopt(given)).isEqualTo(given);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = { "", " ", "a b", "a\nb", "<script>", "ü", "{}" })
    void anything_else_is_replaced(String given) {
        assertThat(RequestId.adopt(given)).matches("req_[0-9a-f]{24}");
        assertThat(RequestId.adopt("x".repeat(129))).startsWith("req_");
    }
}
