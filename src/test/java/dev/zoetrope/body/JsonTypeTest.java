package dev.zoetrope.body;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsonTypeTest {
    @ParameterizedTest
    @ValueSource(strings = { "application/json", "Application/JSON", " application/json ", "application/json;",
            "application/json;charset=utf-8", "application/json; charset=utf8", "application/json; Charset = \"UTF-8\" ",
            "application/json; v=1; charset=UTF8; odata.metadata=none", "application/json; v",
            "application/json; profile=\"a; charset=latin1\"", "application/json; profile=\"\\\"; charset=latin1\"",
            "application/json; charset=utf-8; charset=utf8" })
    void json_in_utf8_is_taken(String type) {
        assertThat(JsonType.fault(type)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", ";", "*/*", "application/*", "application/jsonp", "text/json", "json", "application/json, a/b",
            "application/problem+json", "charset=utf-8" })
    void another_type_is_named(String type) {
        assertThat(JsonType.fault(type)).isEqualTo("The body must be application/json.");
    }

    @Test
    void no_type_is_another_type() {
        assertThat(JsonType.fault(null)).isEqualTo("The body must be application/json.");
    }

    @ParameterizedTest
    @ValueSource(strings = { "application/json; charset=utf-16", "application/json; charset", "application/json; charset=",
            "application/json;CHARSET=\"latin1\"", "application/json; charset=utf-8; charset=utf-16",
            "application/json; charset=\"utf-8", "application/json; v=\"a\"; charset=utf-7" })
    void another_charset_is_named(String type) {
        assertThat(JsonType.fault(type)).isEqualTo("The charset in Content-Type must be utf-8.");
    }

    @Property
    void no_text_breaks_it(@ForAll String text) {
        assertThat(JsonType.fault("application/json;" + text)).isIn(null, "The charset in Content-Type must be utf-8.");
    }
}
