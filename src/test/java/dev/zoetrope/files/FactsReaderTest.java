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
        try (InputStream file = FactsReaderTest.class.getResourceAsStream("/sandbox-samples/" + name)) {
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

    @ParameterizedTest
    @ValueSource(strings = { PNG + "0000ea600000ea60", PNG + "0000000000000168", PNG + "ffffffff00000001",
            "89504e470d0a1a0a3c68746d6c3e", "ffd8ff3c68746d6c3e3c2f68746d6c3e", "ffd8ffe00001", "4749463839610000ffff" })
    void bombs_and_files_that_only_begin_like_a_picture_are_not_usable(String hex) {
        assertThat(facts(hex)).isNull();
    }

    @Test
    void boxes_of_an_absurd_length_are_not_followed() {
        Upload.Facts facts = facts("000000146674797069736f6d00000000" + "69736f6d" + "ffffffff6d6f6f76");

        assertThat(facts).isEqualTo(new Upload.Facts("video/mp4", null, null, null));
    }
}
