package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.GENERATIONS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.MediaServer.begun;
import static dev.zoetrope.api.MediaServer.withoutLength;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.FileServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.buffer.Buffer;

/** {@code zoetrope.media.check=full}: files behind URLs of somebody else are read as far as the model takes them. */
@QuarkusTest
@WithTestResource(WholeMediaCheckTest.Full.class)
class WholeMediaCheckTest {
    private final FileServer files = new FileServer();

    FakeVendor vendor;

    public static class Full extends MediaServer.Settings {
        @Override
        public Map<String, String> tightened() {
            return settings("full");
        }
    }

    @AfterEach
    void close() {
        files.close();
    }

    private static ValidatableResponse edit(String prompt, String url) {
        return alice().contentType(ContentType.JSON).body("{\"model\":\"wan-2.7-video-edit\",\"video_url\":\"" + url
                + "\",\"prompt\":\"" + prompt + "\"}").post(GENERATIONS).then();
    }

    /**
     * The film of the samples as often as is needed for these seconds; with its description at the end, as cameras write it.
     */
    private static byte[] film(int seconds) {
        Buffer movie = Buffer.buffer().appendInt(8 + 8 + 100).appendString("moov").appendInt(8 + 100)
                .appendString("mvhd").appendBytes(new byte[12]).appendInt(1000).appendInt(1000 * seconds)
                .appendBytes(new byte[80]);
        return Buffer.buffer().appendInt(20).appendString("ftypisom").appendInt(0).appendString("isom")
                .appendInt(8 + 300_000).appendString("mdat").appendBytes(new byte[300_000]).appendBuffer(movie)
                .getBytes();
    }

    @Test
    void a_description_at_the_end_of_the_film_is_found() {
        edit("long film", files.url("/long.mp4", FileServer.film(film(11)))).statusCode(422)
                .body("error.param", equalTo("video_url")).body("error.code", equalTo("file_unsuitable"))
                .body("error.message", containsString("video_url must have a length"));
        edit("short film", files.url("/short.mp4", request -> {
            assertThat(request.headers().contains("Range")).isFalse();
            FileServer.film(film(9)).handle(request);
        })).statusCode(200);

        assertThat(vendor.creates("long film")).isEmpty();
        assertThat(vendor.creates("short film")).hasSize(1);
    }

    @Test
    void a_file_without_a_length_is_read_up_to_the_limit_and_no_further() {
        byte[] large = Arrays.copyOf(FilesTest.sample("zoetrope.jpg"), 21 << 20);

        picture("endless", files.url("/endless", withoutLength(large))).statusCode(422)
                .body("error.message", containsString("must have at most 20 MB"));

        assertThat(vendor.creates("endless")).isEmpty();
    }

    private static ValidatableResponse picture(String prompt, String url) {
        return alice().contentType(ContentType.JSON).body("{\"model\":\"wan-2.7-image-to-video\",\"image_urls\":[\"" + url
                + "\"],\"prompt\":\"" + prompt + "\"}").post(GENERATIONS).then();
    }

    @Test
    void a_file_that_is_announced_too_large_is_not_read() {
        byte[] begin = Arrays.copyOf(FilesTest.sample("zoetrope.jpg"), MediaServer.HEAD);

        picture("announced", files.url("/announced", begun(begin, 30 << 20))).statusCode(422)
                .body("error.message", containsString("must have at most 20 MB; the file has 31457280 bytes"));

        assertThat(vendor.creates("announced")).isEmpty();
    }

    @Test
    void a_file_that_breaks_off_refuses_nothing() {
        picture("breaks off whole", files.url("/breaks-off", FileServer.tooShort())).statusCode(200);

        assertThat(vendor.creates("breaks off whole")).hasSize(1);
    }
}
