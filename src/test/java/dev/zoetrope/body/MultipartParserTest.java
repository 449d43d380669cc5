package dev.zoetrope.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.video.FailureException;
import io.vertx.core.buffer.Buffer;

class MultipartParserTest {
    private static final String TYPE = "multipart/form-data; boundary=xx";

    /** Collects the parts as "name=content", with a star before the name of a file. */
    private static final class Collected implements MultipartParser.Parts {
        private final List<String> parts = new ArrayList<>();
        private String name;
        private Buffer content;

        @Override
        public void begin(String field, boolean file) {
            name = (file ? "*" : "") + field;
            content = Buffer.buffer();
        }

        @Override
        public void content(Buffer bytes) {
            assertThat(bytes.length()).isPositive();
            content.appendBuffer(bytes);
        }

        @Override
        public void end() {
            parts.add(name + "=" + content.toString(StandardCharsets.ISO_8859_1));
        }
    }

    private static String part(String disposition, String content) {
        return "--xx\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    /** Feeds the body in pieces of this size and finishes it. */
    private static List<String> parse(String type, String body, int piece) {
        Collected collected = new Collected();
        MultipartParser parser = MultipartParser.of(type, collected);
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < bytes.length; at += piece) {
            parser.feed(Buffer.buffer(body.substring(at, Math.min(bytes.length, at + piece)), "ISO-8859-1"));
        }
        parser.finish();
        return collected.parts;
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 7, 64, 100_000 })
    void the_parts_are_the_same_however_the_bytes_arrive(int piece) {
        String binary = "\r\n--x\r\n--xy-\r\r\n\r\n-- \0\u00ff\r\n-";
        String body = "preamble\r\n" + part("name=\"model\"", "sora-2")
                + part("name=\"file\"; filename=\"../../a\\\"b.png\"", binary)
                + part("name=empty", "") + "--xx--\r\nepilogue --xx";

        assertThat(parse(TYPE, body, piece)).containsExactly("model=sora-2", "*file=" + binary, "empty=");
    }

    @Test
    void random_bytes_come_through_in_random_pieces() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            StringBuilder content = new StringBuilder();
            for (int i = random.nextInt(300); i > 0; i--) {
                content.append("\r\n-xab\0".charAt(random.nextInt(7)));
            }
            String sent = content.toString().replace("\r\n--xx", "\r\n--xy");

            assertThat(parse(TYPE, part("name=\"f\"", sent) + "--xx--", 1 + random.nextInt(40))).containsExactly("f=" + sent);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "multipart/form-data; boundary=\"xx\"", "Multipart/Form-Data;charset=utf-8; boundary=xx",
            "multipart/form-data; boundary=xx; charset=utf-8" })
    void every_form_of_the_boundary_is_understood(String type) {
        assertThat(parse(type, part("name=a", "1") + "--xx--", 9)).containsExactly("a=1");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "--xx\r\n", "--xx\r\nContent-Disposition: form-data; name=a\r\n\r\n1", "no delimiter",
            "--xx\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--xx", "--xxjunk\r\n\r\n\r\n--xx--" })
    void a_body_that_is_cut_off_or_malformed_is_refused(String body) {
        assertThatThrownBy(() -> parse(TYPE, body, 5)).isInstanceOf(FailureException.class)
                .extracting(failure -> ((FailureException) failure).failure().status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=xx" })
    void a_type_without_a_boundary_is_refused(String type) {
        assertThatThrownBy(() -> MultipartParser.of(type, new Collected())).isInstanceOf(FailureException.class);
    }

    @Test
    void neither_parts_nor_heads_grow_without_a_limit() {
        String many = part("name=a", "").repeat(257) + "--xx--";
        String longHead = part("name=\"" + "a".repeat(10_000) + "\"", "") + "--xx--";

        assertThatThrownBy(() -> parse(TYPE, many, 1000)).hasMessageContaining("256 parts");
        assertThatThrownBy(() -> parse(TYPE, longHead, 1000)).hasMessageContaining("too long");
    }
}
