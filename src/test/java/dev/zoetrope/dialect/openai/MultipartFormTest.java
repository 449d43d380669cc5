package dev.zoetrope.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.dialect.openai.MultipartForm.Part;
import dev.zoetrope.video.FailureException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Forms are read as clients write them. Everything else is refused, and nothing causes another exception. */
class MultipartFormTest {
    private static final String TYPE = "multipart/form-data; boundary=b";

    private static List<Part> parse(Form form) {
        return MultipartForm.parse(form.bytes(), form.contentType());
    }

    private static List<Part> parse(String body) {
        return MultipartForm.parse(body.getBytes(StandardCharsets.UTF_8), TYPE);
    }

    private static String refusal(String body, String type) {
        FailureException refused = catchThrowableOfType(FailureException.class,
                () -> MultipartForm.parse(body.getBytes(StandardCharsets.UTF_8), type));
        assertThat(refused).as(body).isNotNull();
        assertThat(refused.failure().status()).isEqualTo(400);
        assertThat(refused.failure().code()).isEqualTo("invalid_form");
        return refused.failure().message();
    }

    @Provide
    Arbitrary<String> boundaries() {
        return Arbitraries.strings().withChars("0123456789abcXYZ'()+_-./:=?").ofMinLength(1).ofMaxLength(70);
    }

    /** Texts that look like parts of a form. */
    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of("\r\n", "\r", "\n", "--", "-", "a", "\u00fc", "\ud83c\udfac", "\u0000", "", " ", "\r\n--",
                "Content-Disposition: form-data; name=\"x\"", "\r\n\r\n").list().ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 2000)
    void any_value_is_read_as_it_was_written_whatever_the_boundary(@ForAll("boundaries") String boundary,
            @ForAll("values") String first, @ForAll("values") String second) {
        Form form = new Form(boundary).field("prompt", first).field("seconds", second);
        if ((first + second).contains("--" + boundary)) {
            return; // no client chooses a boundary that a value contains
        }
        List<Part> parts = MultipartForm.parse(form.bytes(), "multipart/form-data; boundary=\"" + boundary + '"');
        assertThat(parts).extracting(Part::name).containsExactly("prompt", "seconds");
        assertThat(parts).extracting(Part::text).containsExactly(first, second);
        assertThat(parts).noneMatch(Part::isFile);
    }

    @Property(tries = 2000)
    void a_form_that_is_cut_off_is_refused(@ForAll("values") String value, @ForAll @IntRange(min = 0, max = 500) int cut) {
        byte[] whole = new Form("bound").field("prompt", value).field("model", "m").bytes();
        int length = Math.min(cut, whole.length - 3); // the end without "-" and the line break
        refusal(new String(whole, 0, length, StandardCharsets.ISO_8859_1), "multipart/form-data; boundary=bound");
    }

    @Property(tries = 3000)
    void arbitrary_bytes_are_read_or_refused(@ForAll("values") String value, @ForAll byte[] noise,
            @ForAll @IntRange(min = 0, max = 200) int where) {
        byte[] whole = new Form("b").field("prompt", value).bytes();
        byte[] mutated = Arrays.copyOf(whole, whole.length + noise.length);
        int from = Math.min(where, whole.length);
        System.arraycopy(noise, 0, mutated, from, noise.length);
        try {
            MultipartForm.parse(mutated, TYPE).forEach(Part::text);
        } catch (FailureException refused) {
            assertThat(refused.failure().status()).isEqualTo(400);
        }
    }

    @Test
    void a_file_is_told_from_a_text() {
        List<Part> parts = parse(new Form("x").field("prompt", "p").file("input_reference", "../../etc/passwd", "bytes"));
        assertThat(parts).extracting(Part::isFile).containsExactly(false, true);
        assertThat(parts.get(1).content()).isEqualTo("bytes".getBytes(StandardCharsets.UTF_8));
        assertThat(parts.toString()).doesNotContain("passwd").doesNotContain("bytes,");
    }

    @Test
    void headers_are_read_as_different_clients_write_them() {
        assertThat(parse(
                "--b  \r\ncontent-disposition: form-data; Name=prompt; x=\"y\"\r\nContent-Type: text/plain\r\n\r\nv\r\n--b--"))
                .extracting(Part::name, Part::text).containsExactly(org.assertj.core.groups.Tuple.tuple("prompt", "v"));
        assertThat(parse(new Form("b").part("; name=\"a\\\"b\\\\\"", ""))).extracting(Part::name).containsExactly("a\"b\\");
        assertThat(parse(new Form("b").part("; name=\"x\"; filename*=UTF-8''n.png", ""))).extracting(Part::isFile)
                .containsExactly(true);
        assertThat(parse("--b--")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "--", "--b", "--b\r\n", "--b-",
            "--bb\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nv\r\n--b--",
            "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nv\r\n--b--",
            "--b\r\nContent-Disposition: form-data\r\n\r\nv\r\n--b--", "--b\r\n\r\nv\r\n--b--",
            "--b\r\nname=\"x\"\r\n\r\nv\r\n--b--",
            "--b\r\nContent-Disposition: attachment; name=\"x\"\r\n\r\nv\r\n--b--",
            "--b\nContent-Disposition: form-data; name=\"x\"\n\nv\n--b--",
            "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nv\r\n--c--",
            "--b\r\nContent-Disposition: form-data; name=\"x\r\n\r\nv\r\n--b--",
            "--b\r\nContent-Disposition: form-data; name=\"x\"\r\nContent-Transfer-Encoding: base64\r\n\r\nv\r\n--b--" })
    void what_is_no_form_is_refused(String body) {
        assertThat(refusal(body, TYPE)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
            "multipart/form-data; xboundary=b", "multipart/form-data; boundary=\"a\\\"b\"" })
    void a_type_without_a_boundary_is_refused(String type) {
        assertThat(refusal("--b--", type)).contains("boundary");
    }

    @Test
    void a_boundary_is_not_longer_than_70() {
        assertThat(MultipartForm.parse(new Form("x".repeat(70)).bytes(), "multipart/form-data; boundary=" + "x".repeat(70)))
                .isEmpty();
        refusal(new Form("x".repeat(71)).text(), "multipart/form-data; boundary=" + "x".repeat(71));
    }

    @Test
    void headers_names_and_parts_are_bounded() {
        assertThat(parse(new Form("b").field("\\n".repeat(1500), "v"))).extracting(part -> part.name().length())
                .containsExactly(1500);
        refusal(new Form("b").field("n".repeat(5000), "v").text(), TYPE);
        refusal(new Form("b").field("\\\"".repeat(5000), "v").text(), TYPE);
        Form many = new Form("b");
        for (int i = 0; i < 256; i++) {
            many.field("n" + i, "v");
        }
        assertThat(parse(many)).hasSize(256);
        assertThat(refusal(many.field("one more", "v").text(), TYPE)).contains("256");
    }

    @Test
    void a_text_that_is_not_utf8_is_refused() {
        byte[] body = new Form("b").field("prompt", "?").bytes();
        body[new Form("b").field("prompt", "").text().indexOf("\r\n\r\n") + 4] = (byte) 0xff;
        Part part = MultipartForm.parse(body, TYPE).get(0);
        FailureException refused = catchThrowableOfType(FailureException.class, part::text);
        assertThat(refused.failure().message()).isEqualTo("The form is not valid UTF-8.");
    }
}
