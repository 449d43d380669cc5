package dev.zoetrope.sandbox.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.ffmpeg.FfmpegProgram;
import dev.zoetrope.ffmpeg.FfmpegRun;
import dev.zoetrope.sandbox.Film;
import dev.zoetrope.sandbox.Samples;
import dev.zoetrope.sandbox.Settings;

/** Files whose name or header is wrong, and files that refer to other files. */
class HostileMediaTest {
    @TempDir
    Path directory;
    private Path ffmpeg;
    private Path picture;

    @BeforeEach
    void prepare() throws Exception {
        ffmpeg = Programs.ffmpeg();
        picture = Programs.sample(directory, "zoetrope.jpg");
    }

    private RenderException refusal(RenderJob job, Path... files) throws Exception {
        Renderer renderer = new Renderer(
                new FfmpegProgram(Settings.in(directory).withFfmpeg(ffmpeg)),
                new FfmpegRun(),
                Clock.systemUTC());
        try {
            renderer.render(job, List.of(files), Files.createTempDirectory(directory, "render"), frames -> {
            });
        } catch (RenderException e) {
            assertThat(e.getMessage()).doesNotContain(directory.toString());
            return e;
        }
        return null;
    }

    private RenderException ofImage(Path file) throws Exception {
        return refusal(new RenderJob(GenerationMode.FIRST_LAST_FRAME, List.of("a", "b"), null, null, 2, 720, 1), picture,
                file);
    }

    private RenderException ofClip(Path file) throws Exception {
        return refusal(new RenderJob(GenerationMode.VIDEO_CONTINUATION, List.of(), "c", null, 2, 720, 1), file);
    }

    private RenderException ofAudio(Path file) throws Exception {
        return refusal(new RenderJob(GenerationMode.IMAGE_TO_VIDEO, List.of("a"), null, "d", 2, 720, 1), picture, file);
    }

    private Path file(byte[] bytes) throws Exception {
        return Files.write(directory.resolve("hostile"), bytes);
    }

    private Path file(String text) throws Exception {
        return file(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void a_playlist_reads_no_other_file() throws Exception {
        Path secret = Programs.sample(directory, "clip.mp4");
        for (String list : List.of("#EXTM3U\n#EXTINF:2,\nfile://" + secret + "\n#EXT-X-ENDLIST\n",
                "ffconcat version 1.0\nfile '" + secret + "'\n", "file '" + secret + "'\n",
                "<?xml version=\"1.0\"?><MPD><BaseURL>file://" + secret + "</BaseURL></MPD>")) {
            assertThat(ofClip(file(list))).hasMessage("video_url is not an MP4 or MOV clip.");
            assertThat(ofImage(file(list))).hasMessage("image_urls[1] is not a JPEG, PNG, BMP or WEBP picture.");
            assertThat(ofAudio(file(list))).hasMessage("audio_url is not a WAV or MP3 sound.");
        }
    }

    @Test
    void a_playlist_dressed_as_a_clip_reads_no_other_file() throws Exception {
        Path secret = Programs.sample(directory, "clip.mp4");
        String list = "#EXTM3U\n#EXTINF:2,\nfile://" + secret + "\n#EXT-X-ENDLIST\n";
        byte[] head = Arrays.copyOf(Files.readAllBytes(secret), 32);
        assertThat(ofClip(file(new String(head, StandardCharsets.ISO_8859_1) + list)))
                .hasMessage("video_url could not be decoded.");
        assertThat(ofClip(file("#EXTftyp\n#EXTM3U\n" + list))).hasMessage("video_url could not be decoded.");
    }

    @Test
    void a_format_that_is_not_on_the_list_is_refused_whatever_its_name() throws Exception {
        Path gif = directory.resolve("a.gif");
        Film.run(ffmpeg, "-f", "lavfi", "-i", "testsrc2=s=64x64:d=1", gif.toString());
        Path renamed = Files.move(gif, directory.resolve("a.png"));
        assertThat(ofImage(renamed)).hasMessage("image_urls[1] is not a JPEG, PNG, BMP or WEBP picture.");
        assertThat(ofImage(file("<svg xmlns='http://www.w3.org/2000/svg'/>"))).isNotNull();
        assertThat(ofImage(Programs.sample(directory, "clip.mp4"))).hasMessageContaining("is not a JPEG");
        assertThat(ofClip(picture)).hasMessageContaining("is not an MP4");
        assertThat(ofAudio(Programs.sample(directory, "clip.mp4"))).hasMessageContaining("is not a WAV");
        assertThat(ofImage(file(""))).hasMessageContaining("is not a JPEG");
    }

    @Test
    void a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() throws Exception {
        byte[] png = new byte[64];
        ByteBuffer.wrap(png).put("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1)).putInt(13)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(60_000).putInt(60_000).put((byte) 8);
        assertThat(ofImage(file(png))).hasMessage("image_urls[1] has more pixels than allowed.");
    }

    @Test
    void a_clip_of_too_many_pixels_is_refused() throws Exception {
        Path clip = directory.resolve("huge.mov");
        Film.run(ffmpeg, "-f", "lavfi", "-i", "color=s=9000x8000:r=1:d=1", "-frames:v", "1", "-c:v", "mjpeg",
                clip.toString());
        assertThat(ofClip(clip)).hasMessage("video_url could not be decoded.");
    }

    @ParameterizedTest
    @ValueSource(strings = { "zoetrope.jpg", "clip.mp4", "tone.wav" })
    void what_is_cut_short_names_itself_or_is_read_as_far_as_it_goes(String name) throws Exception {
        byte[] whole = new Samples().read(name);
        for (int length : new int[] { 20, 100, 600 }) {
            Path cut = file(Arrays.copyOf(whole, length));
            RenderException refusal = name.endsWith("jpg") ? ofImage(cut)
                    : name.endsWith("mp4") ? ofClip(cut) : ofAudio(cut);
            if (name.endsWith("wav") && length > 44) {
                assertThat(refusal).isNull();
            } else {
                assertThat(refusal).as(name + length).isNotNull();
                assertThat(refusal.code()).isEqualTo(RenderException.INPUT);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "jpg", "png", "bmp", "webp" })
    void half_a_picture_is_no_picture(String ending) throws Exception {
        Path whole = directory.resolve("whole." + ending);
        Film.run(ffmpeg, "-i", picture.toString(), whole.toString());
        byte[] bytes = Files.readAllBytes(whole);

        RenderException refusal = ofImage(file(Arrays.copyOf(bytes, bytes.length / 2)));

        assertThat(refusal).hasMessage("image_urls[1] is truncated.");
        assertThat(refusal.code()).isEqualTo("image_processing_error");
    }

    @Test
    void an_animated_webp_is_refused_as_such() throws Exception {
        Path animated = directory.resolve("animated.webp");
        Film.run(ffmpeg, "-f", "lavfi", "-i", "testsrc2=s=64x64:d=1:r=5", "-c:v", "libwebp_anim", animated.toString());

        assertThat(ofImage(animated))
                .hasMessage("image_urls[1] is an animated WEBP, and only a still picture can be read.");
    }

    @Test
    void a_clip_without_pictures_is_refused() throws Exception {
        Path clip = directory.resolve("sound.mp4");
        Film.run(ffmpeg, "-f", "lavfi", "-i", "sine=d=1", clip.toString());
        assertThat(ofClip(clip)).hasMessage("video_url could not be decoded.");
    }
}
