package dev.zoetrope.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.UploadId;
import io.vertx.core.buffer.Buffer;

class DataUrlScannerTest {
    private static final String URL = "\"data:image/png;base64,iVBORw0KGgo=\"";

    /** The body with the ids 0, 1, … instead of the data URLs. */
    private static String scanned(String body, int piece, int maxRest) {
        Random random = new Random(1);
        DataUrlScanner scanner = new DataUrlScanner(Set.of("image_urls", "url"), Set.of("url"),
                () -> new UploadWriter(null, UploadLimits.DEFAULT, UploadId.next(random)), maxRest);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += piece) {
            scanner.feed(Buffer.buffer().appendBytes(bytes, at, Math.min(piece, bytes.length - at)));
        }
        List<String> ids = IntStream.range(0, scanner.files().size()).mapToObj(Integer::toString).toList();
        return new String(scanner.rest(ids), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 5, 64, 10_000 })
    void only_data_urls_of_the_named_members_are_taken_out(int piece) {
        String body = "{\"image_urls\":[" + URL + ",\"https://a/b\", " + URL + "],\"prompt\":" + URL + ",\"a\\\"image_urls\":"
                + URL
                + ",\"deep\":{\"url\" : " + URL.replace("data", "DATA") + "},\"text\":\"\\\\\",\"\u00fc\":\"data:\"}";

        assertThat(scanned(body, piece, 10_000)).isEqualTo("{\"image_urls\":[\"0\",\"https://a/b\", \"1\"],\"prompt\":" + URL
                + ",\"a\\\"image_urls\":" + URL + ",\"deep\":{\"url\" : \"2\"},\"text\":\"\\\\\",\"\u00fc\":\"data:\"}");
    }

    @Test
    void a_url_that_is_not_in_base64_stays() {
        String body = "{\"url\":\"data:text/plain,hello\",\"image_urls\":\"data:" + "x".repeat(300) + ";base64,AAAA\"}";

        assertThat(scanned(body, 7, 10_000)).isEqualTo(body);
    }

    @Test
    void escaped_slashes_are_digits_and_other_escapes_are_not() {
        assertThat(scanned("{\"url\":\"data:image\\/png;base64,\\/\\/\\/\\/\"}", 3, 100)).isEqualTo("{\"url\":\"0\"}");
        assertThatThrownBy(() -> scanned("{\"url\":\"data:image/png;base64,\\u0041AAA\"}", 3, 100))
                .isInstanceOf(FailureException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 64, 65, 10_000 })
    void base64_without_a_head_is_taken_out_of_the_members_that_can_have_it(int piece) {
        String digits = "AB+/".repeat(16) + "AB==";
        String escaped = digits.replace("/", "\\/");
        String address = "https://a.b/" + "x".repeat(80);
        String body = "{\"url\":\"" + digits + "\",\"image_urls\":[\"" + digits + "\"],\"prompt\":\"" + digits
                + "\",\"a\":{\"url\":\""
                + escaped + "\"},\"b\":[{\"url\":\"" + address + "\"},{\"url\":\"ABCD\"}]}";

        assertThat(scanned(body, piece, 10_000))
                .isEqualTo("{\"url\":\"0\",\"image_urls\":[\"" + digits + "\"],\"prompt\":\"" + digits
                        + "\",\"a\":{\"url\":\"1\"},\"b\":[{\"url\":\"" + address + "\"},{\"url\":\"ABCD\"}]}");
    }

    @Test
    void the_rest_and_the_number_of_files_are_limited() {
        assertThatThrownBy(() -> scanned("{\"prompt\":\"" + "x".repeat(100) + "\"}", 9, 50)).hasMessageContaining("50 bytes");
        assertThatThrownBy(() -> scanned("{\"url\":[" + (URL + ",").repeat(17) + "1]}", 99, 10_000))
                .hasMessageContaining("more than 16");
    }
}
