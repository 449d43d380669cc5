package dev.zoetrope.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.video.Upload;
import io.vertx.core.buffer.Buffer;

class FactsReaderTest {
    private static final String PNG = "89504e470d0a1a0a0000000d49484452";

    private static byte[] sample(String name) throws IOException {
        return resource("/sandbox-samples/" + name);
    }

    private static byte[] resource(String path) throws IOException {
        try (InputStream file = FactsReaderTest.class.getResourceAsStream(path)) {
            return file.readAllBytes();
        }
    }

    private static FactsReader read(byte[] bytes, int piece) {
        FactsReader reader = new FactsReader();
        for (int at = 0; at < bytes.length; at += piece) {
            reader.add(Buffer.buffer(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece))));
        }
        return reader;
    }

    private static Upload.Facts facts(String hex) {
        return read(HexFormat.of().parseHex(hex + "00".repeat(40)), 1000).facts();
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 13, 4096, 1_000_000 })
    void real_files_are_understood_however_their_bytes_arrive(int piece) throws IOException {
        assertThat(read(sample("zoetrope.jpg"), piece).facts()).isEqualTo(new Upload.Facts("image/jpeg", 1280, 720, null));
        Upload.Facts clip = read(sample("clip.mp4"), piece).facts();
        assertThat(clip.contentType()).isEqualTo("video/mp4");
        assertThat(clip.width()).isEqualTo(clip.height() * 16 / 9);
        assertThat(clip.millis()).isBetween(1000L, 60_000L);
        Upload.Facts tone = read(sample("tone.wav"), piece).facts();
        assertThat(tone.contentType()).isEqualTo("audio/wav");
        assertThat(tone.millis()).isBetween(500L, 60_000L);
    }

    @ParameterizedTest
    @CsvSource({ PNG + "0000028000000168, image/png, 640, 360", "474946383961800268010000, image/gif, 640, 360",
            "524946460000000057454250565038580a000000000000007f0200670100, image/webp, 640, 360",
            "5249464600000000574542505650384c0a0000002f7fc25900, image/webp, 640, 360",
            "52494646000000005745425056503820180000003001009d012a80026801, image/webp, 640, 360",
            "424d000000000000000000000000280000008002000098feffff, image/bmp, 640, 360",
            "ffd8ffe000044a46ffc0001108016802800301, image/jpeg, 640, 360" })
    void the_size_of_a_picture_is_in_its_head(String hex, String type, int width, int height) {
        assertThat(facts(hex)).isEqualTo(new Upload.Facts(type, width, height, null));
    }

    /** With a sound of one second: a number of bytes in each second, and as many zeros. */
    private static byte[] wave(String chunkBefore, long length, int samples) {
        Buffer wave = Buffer.buffer("RIFF____WAVE").appendString(chunkBefore).appendString("fmt ").appendIntLE(16)
                .appendBytes(new byte[8]).appendIntLE(1000).appendBytes(new byte[4]).appendString("data")
                .appendIntLE((int) length).appendBytes(new byte[samples]);
        return wave.getBytes();
    }

    @Test
    void the_duration_of_a_wave_is_that_of_its_samples() {
        assertThat(read(wave("", 2000, 2000), 99).facts().millis()).isEqualTo(2000);
        assertThat(read(wave("LIST\3\0\0\0abc\0", 2000, 2000), 99).facts().millis()).isEqualTo(2000);
        assertThat(read(wave("", 0xffff_ffffL, 3000), 99).facts().millis()).as("a stream").isEqualTo(3000);
        assertThat(read(wave("", 0xffff_ffffL, 3000), 99).facts(null).millis()).isNull();
    }

    @ParameterizedTest
    @CsvSource({ "constant.mp3, audio/mpeg, 2900, 3200", "variable.mp3, audio/mpeg, 2900, 3200",
            "film.webm, video/webm, 1900, 2200", "streamed.webm, video/webm, , " })
    void files_of_ffmpeg_have_their_durations(String name, String type, Long least, Long most) throws IOException {
        Upload.Facts facts = read(resource("/media/" + name), 1000).facts();

        assertThat(facts.contentType()).isEqualTo(type);
        if (least == null) {
            assertThat(facts.millis()).isNull();
        } else {
            assertThat(facts.millis()).isBetween(least, most);
        }
        if (type.equals("video/webm")) {
            assertThat(facts).extracting(Upload.Facts::width, Upload.Facts::height).containsExactly(64, 48);
        }
    }

    @Test
    void a_webm_in_webm_in_webm_ends() {
        String head = "1a45dfa3874282847765626d";

        assertThat(facts(head + "1853806701ffffffffffffff".repeat(10_000)).millis()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { PNG + "0000ea600000ea60", PNG + "0000000000000168", PNG + "ffffffff00000001",
            "89504e470d0a1a0a3c68746d6c3e", "ffd8ff3c68746d6c3e3c2f68746d6c3e", "ffd8ffe00001", "4749463839610000ffff" })
    void bombs_and_files_that_only_begin_like_a_picture_are_not_usable(String hex) {
        assertThat(read(HexFormat.of().parseHex(hex + "00".repeat(40)), 1000).fault()).startsWith("The picture is damaged");
    }

    @ParameterizedTest
    @CsvSource(value = { "00000000, null", "ffffffff, null", "000009c4, 2500" }, nullValues = "null")
    void a_film_in_fragments_has_no_duration(String units, Long millis) {
        String header = "000000206d766864" + "00".repeat(12) + "000003e8" + units + "00000000";
        FactsReader reader = read(HexFormat.of().parseHex("000000146674797069736f6d0000000069736f6d" + "000000286d6f6f76"
                + header + "00".repeat(600)), 1000);

        assertThat(reader.facts().millis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = { "ffffffff6d6f6f76", "000000016d6f6f76ffffffffffffffff", "000000106d6f6f760000000a", "" })
    void a_film_whose_boxes_lie_is_damaged(String movie) {
        FactsReader reader = read(HexFormat.of().parseHex("000000146674797069736f6d0000000069736f6d" + movie), 1000);

        assertThat(reader.facts()).isEqualTo(new Upload.Facts("video/mp4", null, null, null));
        assertThat(reader.fault()).contains("moov");
    }

    @ParameterizedTest
    @ValueSource(strings = { "000000106d6f6f76000000086d766864", "000000186d6f6f76000000106d76686401000000ffffffff",
            "000000106d6f6f76ffffffff6d766864", "0000000c6d6f6f7600000000" })
    void boxes_in_the_box_that_lie_are_not_followed(String movie) {
        FactsReader reader = read(HexFormat.of().parseHex("000000146674797069736f6d0000000069736f6d" + movie), 1000);

        assertThat(reader.facts()).isEqualTo(new Upload.Facts("video/mp4", null, null, null));
        assertThat(reader.fault()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = { 7, 4096 })
    void the_size_of_a_jpeg_may_stand_behind_much_metadata(int piece) {
        Buffer jpeg = Buffer.buffer(new byte[] { (byte) 0xff, (byte) 0xd8 });
        for (int i = 0; i < 12; i++) {
            jpeg.appendUnsignedShort(0xffe2).appendUnsignedShort(0xffff).appendBytes(new byte[0xfffd]);
        }
        jpeg.appendBytes(HexFormat.of().parseHex("ffffc0001108016802800301")).appendBytes(new byte[100]);

        FactsReader reader = read(jpeg.getBytes(), piece);

        assertThat(reader.fault()).isNull();
        assertThat(reader.facts()).isEqualTo(new Upload.Facts("image/jpeg", 640, 360, null));
    }
}
