package dev.zoetrope.sandbox.render;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.sandbox.Film;
import dev.zoetrope.sandbox.Samples;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class MediaFormatTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({ "zoetrope.jpg, JPEG", "clip.mp4, MP4", "tone.wav, WAV" })
    void a_sample_is_what_it_is(String name, MediaFormat format) throws Exception {
        assertThat(MediaFormat.sniff(Arrays.copyOf(new Samples().read(name), MediaFormat.HEAD_LENGTH))).contains(format);
    }

    @ParameterizedTest
    @ValueSource(strings = { "tall.png", "flat.bmp", "lossy.webp", "picture.jpg", "sound.mp3" })
    void what_ffmpeg_writes_is_recognised_and_measured(String name) throws Exception {
        Path file = directory.resolve(name);
        String source = name.endsWith("mp3") ? "sine=d=1" : "testsrc2=s=124x78";
        Film.run(Programs.ffmpeg(), "-f", "lavfi", "-i", source, "-frames:v", "1", file.toString());
        MediaFormat format = MediaFormat.sniff(Arrays.copyOf(Files.readAllBytes(file), MediaFormat.HEAD_LENGTH)).orElseThrow();
        if (format.role() == MediaRole.IMAGE) {
            assertThat(PictureSize.of(file, format)).contains(new PictureSize(124, 78));
        } else {
            assertThat(format).isEqualTo(MediaFormat.MP3);
        }
    }

    @Test
    void lossless_and_extended_webp_are_measured() throws Exception {
        Path lossless = directory.resolve("a.webp");
        Film.run(Programs.ffmpeg(), "-f", "lavfi", "-i", "testsrc2=s=124x78", "-frames:v", "1", "-lossless", "1",
                lossless.toString());
        assertThat(PictureSize.of(lossless, MediaFormat.WEBP)).contains(new PictureSize(124, 78));
        byte[] extended = new byte[30];
        System.arraycopy("RIFF0000WEBPVP8X".getBytes(ISO_8859_1), 0, extended, 0, 16);
        extended[24] = 123;
        extended[27] = 77;
        assertThat(PictureSize.of(Files.write(directory.resolve("x.webp"), extended), MediaFormat.WEBP))
                .contains(new PictureSize(124, 78));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "#EXTM3U\n#EXT-X-VERSION", "ffconcat version 1.0", "GIF89a0000000000", "RIFF0000AVI 0000",
            "<svg xmlns='http:", "%PDF-1.7 0000000", "BM", "OggS000000000000", "fLaC000000000000", "II*\0000000000000",
            "file '/etc/passwd'", "\u00ff\u00f1P\u0080000000000000" })
    void nothing_else_is_on_the_list(String head) {
        assertThat(MediaFormat.sniff(head.getBytes(ISO_8859_1))).isEmpty();
    }

    @Property
    void any_bytes_are_judged_and_measured_without_harm(@ForAll byte[] bytes, @ForAll MediaFormat format) throws Exception {
        assertThat(MediaFormat.sniff(bytes)).isNotNull();
        Path file = Files.createTempFile("kind", ".bin");
        try {
            if (format.role() == MediaRole.IMAGE) {
                assertThat(PictureSize.of(Files.write(file, bytes), format)).isNotNull();
            }
        } finally {
            Files.delete(file);
        }
    }
}
