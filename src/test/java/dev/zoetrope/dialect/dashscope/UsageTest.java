package dev.zoetrope.dialect.dashscope;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The usage of any vendor in a form that the clients of this API take. */
class UsageTest {
    private static final Usage USAGE = new Usage(new ObjectMapper());

    @Test
    void the_usage_of_a_vendor_is_passed_on() {
        String usage = "{\"duration\":5,\"output_video_duration\":5,\"video_count\":1,\"SR\":720,\"ratio\":\"16:9\"}";

        assertThat(USAGE.read(usage)).hasToString(usage);
        assertThat(USAGE.read("{\"credits_reserved\":{\"a\":1}}")).hasToString("{\"credits_reserved\":{\"a\":1}}");
    }

    @Test
    void a_member_of_another_type_than_that_of_this_api_is_left_out() {
        assertThat(USAGE.read("{\"duration\":\"5s\",\"SR\":null,\"size\":720,\"tokens\":9}")).hasToString("{\"tokens\":9}");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = { "5", "[]", "null", "{", "" })
    void a_usage_that_is_no_object_is_absent(String text) {
        assertThat(USAGE.read(text)).isNull();
    }
}
