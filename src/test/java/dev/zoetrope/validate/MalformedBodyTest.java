package dev.zoetrope.validate;

import static dev.zoetrope.validate.Readings.FORWARDING;
import static dev.zoetrope.validate.Readings.STRICT;
import static dev.zoetrope.validate.Readings.bytes;
import static dev.zoetrope.validate.Readings.failure;
import static dev.zoetrope.validate.Readings.withMembers;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.video.Failure;

/** A body that is not one JSON object in UTF-8 with distinct names is a 400, whatever its other faults are. */
class MalformedBodyTest {

    private static Failure malformed(byte[] body) {
        Failure failure = failure(STRICT, body);
        assertThat(failure.status()).isEqualTo(400);
        assertThat(failure.type()).isEqualTo("invalid_request_error");
        assertThat(failure.code()).isEqualTo("invalid_json");
        assertThat(failure.faults()).isEmpty();
        return failure;
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "\n\t\r " })
    void nothing(String body) {
        assertThat(malformed(bytes(body)).message()).isEqualTo("The body is empty; a JSON object is expected.");
    }

    @Test
    void no_bytes_at_all() {
        assertThat(malformed(null).message()).contains("empty");
    }

    @ParameterizedTest
    @ValueSource(strings = { "[]", "[{}]", "'model'", "5", "null", "true", "1e999999999" })
    void no_object(String body) {
        assertThat(malformed(bytes(body)).message()).isEqualTo("The body must be a JSON object.");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{", "{'a'", "{'a':", "{'a':1", "{'a':1,", "{'a':1,}", "{,}", "{'a' 1}", "{a:1}", "{1:1}", "}",
            "{'a':[1}",
            "{'a':[1,]}", "{'a':01}", "{'a':+1}", "{'a':.5}", "{'a':5.}", "{'a':1e}", "{'a':-}", "{'a':0x10}", "{'a':NaN}",
            "{'a':Infinity}", "{'a':tru}", "{'a':True}", "{'a':nul}", "{'a':undefined}", "{'a':'\\x'}", "{'a':'\\u12g4'}",
            "{'a':'open}", "{/* note */}", "{'a':1 // note\n}", "# note\n{}", "{'a':'line\nbreak'}", "{'a':'tab\t'}",
            "{'a':1 'b':2}",
            "{'a':1;'b':2}", "{'a':(1)}", "\u00a0{}", "{}\u0000", "\ufeff\ufeff{}" })
    void broken_syntax(String body) {
        assertThat(malformed(bytes(body)).message()).startsWith("The body ");
    }

    @Test
    void single_quotes() {
        malformed("{'a':1}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void says_where_the_syntax_breaks() {
        assertThat(malformed(bytes("{\n  'model': 'secret' oops\n}")).message())
                .matches("The body is not valid JSON \\(line 2, column \\d+\\)\\.");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "1", "x", "[]", ",", "null", "{'model':'x'}" })
    void text_after_the_object(String trailing) {
        malformed(bytes(withMembers("") + trailing));
        malformed(bytes(withMembers("") + "\n" + trailing));
    }

    @Test
    void space_after_the_object_is_fine() {
        assertThat(STRICT.read(bytes("\r\n " + withMembers("") + "\n\t "))).isNotNull();
    }

    @Test
    void a_byte_order_mark_is_skipped() {
        assertThat(STRICT.read(bytes("\ufeff" + withMembers("")))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({ "80, a continuation byte alone", "c3, a sequence cut short", "c0af, an overlong form", "e080af, a longer one",
            "eda080, a surrogate in UTF-8", "f4908080, past the last code point", "ff, no UTF-8 byte", "fe, no UTF-8 byte",
            "f8888080, five bytes" })
    void broken_utf8(String hex, String what) {
        byte[] broken = HexFormat.of().parseHex(hex);
        byte[] start = bytes("{'prompt':'");
        byte[] end = bytes("'}");
        byte[] body = new byte[start.length + broken.length + end.length];
        System.arraycopy(start, 0, body, 0, start.length);
        System.arraycopy(broken, 0, body, start.length, broken.length);
        System.arraycopy(end, 0, body, start.length + broken.length, end.length);

        assertThat(malformed(body).message()).as(what).isEqualTo("The body is not valid UTF-8.");
    }

    @ParameterizedTest
    @ValueSource(strings = { "UTF-16", "UTF-16LE", "UTF-32" })
    void other_encodings(String charset) {
        malformed(withMembers("").replace('\'', '"').getBytes(java.nio.charset.Charset.forName(charset)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{'model':'a','model':'a'}", "{'prompt':null,'prompt':null}", "{'x':1,'model':'a','x':2}",
            "{'mode\\u006c':'a','model':'a'}", "{'x':{'a':1,'a':2}}", "{'x':[{'b':{'a':1,'a':1}}]}",
            "{'prompt':{'a':1,'a':2}}", "{'image_urls':[{'a':1,'a':2}]}" })
    void duplicate_members(String body) {
        assertThat(malformed(bytes(body)).message()).endsWith("more than once.");
        assertThat(failure(FORWARDING, bytes(body)).status()).isEqualTo(400);
    }

    @Test
    void the_same_name_in_different_objects_is_no_duplicate() {
        assertThat(FORWARDING.read(bytes(withMembers("'x':{'a':1,'model':2},'y':{'a':1}"))).extra()).hasSize(2);
    }

    @Test
    void a_duplicate_is_named_and_shortened() {
        String name = "n".repeat(1000);

        assertThat(malformed(bytes("{'" + name + "':1,'" + name + "':1}")).message()).hasSizeLessThan(130).contains("nnn");
    }

    @ParameterizedTest
    @CsvSource({ "[, ]", "{'a':, }" })
    void too_deep(String open, String close) {
        // Given: the object itself is level 1 of 64
        String within = "{'x':" + open.repeat(63) + "1" + close.repeat(63) + "}";
        String beyond = "{'x':" + open.repeat(64) + "1" + close.repeat(64) + "}";

        // Then
        assertThat(failure(STRICT, bytes(within)).status()).isEqualTo(422);
        assertThat(malformed(bytes(beyond)).message()).isEqualTo("The body is nested too deeply.");
        assertThat(malformed(bytes("{'x':" + open.repeat(100_000))).message()).isEqualTo("The body is nested too deeply.");
    }

    @Test
    void malformed_wins_over_faults() {
        malformed(bytes("{'model':5,'duration':'x','nobody':1} x"));
    }
}
