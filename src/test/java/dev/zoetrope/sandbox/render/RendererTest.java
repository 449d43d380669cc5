package dev.zoetrope.sandbox.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.ffmpeg.FfmpegProgram;
import dev.zoetrope.ffmpeg.FfmpegRun;
import dev.zoetrope.sandbox.Film;
import dev.zoetrope.sandbox.Settings;

/** The real ffmpeg renders real videos of 2 s in 720p. */
class RendererTest {
    private static final Duration RENDER_TIME = Duration.ofMinutes(2);
    private static final long MAX_VIDEO_BYTES = 64 << 20;

    @TempDir
    Path directory;
    private Path ffmpeg;
    private final List<Integer> frames = new ArrayList<>();
    private int renders;

    @BeforeEach
    void findProgram() {
        ffmpeg = Programs.ffmpeg();
    }

    private Path render(Duration renderTime, long maxVideoBytes, RenderJob job, Path... files) throws Exception {
        Path own = Files.createDirectory(directory.resolve("render" + renders++));
        Renderer renderer = new Renderer(new FfmpegProgram(Settings.in(directory).withFfmpeg(ffmpeg)), new FfmpegRun(),
                Clock.systemUTC(), renderTime, maxVideoBytes);
        return renderer.render(job, List.of(files), own, frames::add);
    }

    private Film film(RenderJob job, Path... files) throws Exception {
        return Film.of(ffmpeg, render(RENDER_TIME, MAX_VIDEO_BYTES, job, files));
    }

    private static RenderJob job(GenerationMode mode, int seed, boolean audio) {
        int pictures = mode == GenerationMode.FIRST_LAST_FRAME ? 2 : mode == GenerationMode.IMAGE_TO_VIDEO ? 1 : 0;
        return new RenderJob(mode, List.of("a", "b").subList(0, pictures), pictures == 0 ? "c" : null, audio ? "d" : null, 2,
                720, seed);
    }

    private static void assertValid(Film film, String size) {
        assertThat(film.report()).contains("Duration: 00:00:02.00,");
        assertThat(film.reportMatches("Video: h264 .*yuv420p.*, " + size + "[ ,].*24 fps")).as(film.report()).isTrue();
        assertThat(film.reportMatches("Audio: aac .*48000 Hz, stereo")).as(film.report()).isTrue();
        assertThat(film.frames()).isEqualTo(48);
        assertThat(film.boxes().indexOf("moov")).isPositive().isLessThan(film.boxes().indexOf("mdat"));
    }

    @Test
    void the_camera_moves_in_over_the_picture() throws Exception {
        Path picture = Programs.sample(directory, "zoetrope.jpg");

        Film film = film(job(GenerationMode.IMAGE_TO_VIDEO, 1, false), picture);

        assertValid(film, "1280x720");
        assertThat(film.psnr(ffmpeg, 0, picture)).isGreaterThan(32);
        assertThat(film.psnr(ffmpeg, 47, picture)).isLessThan(25);
        assertThat(frames).isNotEmpty().isSorted().last().isEqualTo(48);
    }

    @Test
    void the_first_picture_turns_into_the_last() throws Exception {
        Path first = Programs.sample(directory, "lighthouse-first.jpg");
        Path last = Programs.sample(directory, "lighthouse-last.jpg");

        Film film = film(job(GenerationMode.FIRST_LAST_FRAME, 3, false), first, last);

        assertValid(film, "1280x720");
        assertThat(film.psnr(ffmpeg, 0, first)).isGreaterThan(32);
        assertThat(film.psnr(ffmpeg, 47, last)).isGreaterThan(32);
        assertThat(film.psnr(ffmpeg, 24, first)).isLessThan(25);
        assertThat(film.psnr(ffmpeg, 24, last)).isLessThan(25);
    }

    @Test
    void a_clip_is_gone_on_with_from_its_last_frame() throws Exception {
        Path clip = Programs.sample(directory, "clip.mp4");
        Path end = directory.resolve("end.png");
        Film.run(ffmpeg, "-i", clip.toString(), "-vf", "select=eq(n\\,47)", "-frames:v", "1", end.toString());

        Film film = film(job(GenerationMode.VIDEO_CONTINUATION, 3, false), clip);

        assertValid(film, "1280x720");
        assertThat(film.psnr(ffmpeg, 0, end)).isGreaterThan(30);
        assertThat(film.psnr(ffmpeg, 47, end)).isLessThan(25);
    }

    private static RenderJob textJob(int seed, String ratio, String words) {
        return new RenderJob(GenerationMode.TEXT_TO_VIDEO, List.of(), null, null, 2, 720, seed, ratio, words, List.of());
    }

    @Test
    void a_text_is_shown_in_the_ratio_that_is_wanted() throws Exception {
        Film wide = film(textJob(5, "16:9", "A lighthouse in a storm, seen from the sea"));
        Path same = directory.resolve("same.bmp");
        Path other = directory.resolve("other.bmp");
        Backdrop.write(same, new Canvas(1600, 900), 5, "A lighthouse in a storm, seen from the sea");
        Backdrop.write(other, new Canvas(1600, 900), 5, "A harbour in the evening light, seen from the hill");

        assertValid(wide, "1280x720");
        assertThat(wide.psnr(ffmpeg, 0, same)).isGreaterThan(25);
        assertThat(wide.psnr(ffmpeg, 0, other)).isLessThan(20);
        assertThat(wide.psnr(ffmpeg, 47, same)).isLessThan(25);
        assertValid(film(textJob(5, "9:16", "x".repeat(200))), "720x1280");
        assertValid(film(textJob(5, "adaptive", "\ud83c\udfac \u4f60\u597d")), "1280x720");
    }

    @Test
    void references_are_shown_one_after_the_other() throws Exception {
        Path first = Programs.sample(directory, "lighthouse-first.jpg");
        Path second = Programs.sample(directory, "zoetrope.jpg");
        Path clip = Programs.sample(directory, "clip.mp4");
        RenderJob job = new RenderJob(GenerationMode.REFERENCES, List.of("a", "b"), "c", null, 3, 720, 3, "16:9", null,
                List.of("r[0]", "r[1]", "v[0]"));

        Film film = film(job, first, second, clip);

        assertThat(film.frames()).isEqualTo(72);
        assertThat(film.psnr(ffmpeg, 0, first)).isGreaterThan(32);
        assertThat(film.psnr(ffmpeg, 24, second)).isGreaterThan(32);
        assertThat(film.psnr(ffmpeg, 24, first)).isLessThan(20);
        assertThat(film.psnr(ffmpeg, 48, first)).isLessThan(20);
    }

    private static RenderJob change(int seconds, int seed, String words, String ratio, String... pictures) {
        return new RenderJob(GenerationMode.VIDEO_EDIT, List.of(pictures), "c", null, seconds, 360, seed, ratio, words, null);
    }

    private Path frame(Path video, int frame) throws Exception {
        Path picture = directory.resolve("frame" + renders++ + ".png");
        Film.run(ffmpeg, "-i", video.toString(), "-vf", "select=eq(n\\," + frame + ")", "-frames:v", "1", picture.toString());
        return picture;
    }

    /** Mean difference of the colours of two pictures, red, green and blue, 0 to 255. */
    private static double colourDistance(Path one, Path other, int left, int top, int right, int bottom) throws Exception {
        BufferedImage first = ImageIO.read(one.toFile());
        BufferedImage second = ImageIO.read(other.toFile());
        long sum = 0;
        for (int x = left; x < right; x++) {
            for (int y = top; y < bottom; y++) {
                for (int shift = 0; shift < 24; shift += 8) {
                    sum += Math.abs((first.getRGB(x, y) >> shift & 255) - (second.getRGB(x, y) >> shift & 255));
                }
            }
        }
        return sum / 3.0 / (right - left) / (bottom - top);
    }

    @Test
    void a_clip_is_changed_from_its_beginning_and_keeps_its_sound() throws Exception {
        Path clip = directory.resolve("loud.mp4");
        Film.run(ffmpeg, "-f", "lavfi", "-i", "testsrc=s=640x360:r=24:d=3", "-f", "lavfi", "-i", "sine=f=440:d=3", "-pix_fmt",
                "yuv420p", clip.toString());

        Film whole = film(change(0, 3, "at night", null), clip);
        Film cut = film(change(2, 3, "at night", null), clip);
        Film other = film(change(2, 3, "in the snow", null), clip);
        Film square = film(change(2, 3, "at night", "1:1"), clip);

        assertThat(whole.frames()).isEqualTo(72);
        assertValid(cut, "640x360");
        assertValid(square, "360x360");
        Path before = frame(clip, 24);
        Path after = frame(cut.file(), 24);
        assertThat(cut.psnr(ffmpeg, 24, before)).as("the same moment in the same brightness").isGreaterThan(20)
                .isGreaterThan(cut.psnr(ffmpeg, 24, frame(clip, 60)));
        assertThat(colourDistance(before, after, 0, 0, 640, 360)).as("other colours").isGreaterThan(15);
        assertThat(colourDistance(after, frame(other.file(), 24), 0, 0, 640, 360)).as("other words").isGreaterThan(8);
        assertThat(colourDistance(after, frame(whole.file(), 24), 0, 0, 640, 360)).as("the same words").isLessThan(2);
        assertThat(meanVolume(cut)).as("the sound of the clip").isGreaterThan(-30);
    }

    @Test
    void a_picture_is_laid_over_a_silent_clip() throws Exception {
        Path clip = directory.resolve("silent.mp4");
        Path picture = directory.resolve("white.png");
        Film.run(ffmpeg, "-f", "lavfi", "-i", "color=c=black:s=640x360:r=30:d=2", "-pix_fmt", "yuv420p", clip.toString());
        Film.run(ffmpeg, "-f", "lavfi", "-i", "color=c=white:s=100x100", "-frames:v", "1", picture.toString());

        Film film = film(change(0, 3, "a white square", null, "a"), picture, clip);

        assertValid(film, "640x360");
        Path black = frame(clip, 40);
        assertThat(colourDistance(black, frame(film.file(), 40), 563, 283, 627, 347)).as("the square").isGreaterThan(200);
        assertThat(colourDistance(black, frame(film.file(), 40), 0, 0, 400, 360)).as("the rest").isLessThan(60);
        assertThat(meanVolume(film)).isLessThan(-80);
    }

    private double meanVolume(Film film) throws Exception {
        String report = Film.run(ffmpeg, "-i", film.file().toString(), "-af", "volumedetect", "-f", "null", "-");
        Matcher volume = Pattern.compile("mean_volume: (-?[0-9.]+) dB").matcher(report);
        assertThat(volume.find()).as(report).isTrue();
        return Double.parseDouble(volume.group(1));
    }

    @Test
    void what_is_no_clip_cannot_be_changed() throws Exception {
        Path picture = Programs.sample(directory, "zoetrope.jpg");

        assertThatThrownBy(() -> film(change(0, 3, "x", null), picture)).isInstanceOf(RenderException.class)
                .hasMessageStartingWith("video_url ");
    }

    @Test
    void a_sound_is_padded_or_cut_to_the_length_of_the_film() throws Exception {
        Path picture = Programs.sample(directory, "zoetrope.jpg");
        Path shorter = directory.resolve("short.mp3");
        Path longer = directory.resolve("long.wav");
        Film.run(ffmpeg, "-f", "lavfi", "-i", "sine=d=0.5", shorter.toString());
        Film.run(ffmpeg, "-f", "lavfi", "-i", "sine=d=7", longer.toString());

        assertValid(film(job(GenerationMode.IMAGE_TO_VIDEO, 1, true), picture, shorter), "1280x720");
        assertValid(film(job(GenerationMode.IMAGE_TO_VIDEO, 1, true), picture, longer), "1280x720");
    }

    @Test
    void the_same_seed_makes_the_same_bytes_and_another_seed_others() throws Exception {
        Path picture = Programs.sample(directory, "zoetrope.jpg");
        byte[] one = Files
                .readAllBytes(render(RENDER_TIME, MAX_VIDEO_BYTES, job(GenerationMode.IMAGE_TO_VIDEO, 7, false), picture));
        byte[] two = Files
                .readAllBytes(render(RENDER_TIME, MAX_VIDEO_BYTES, job(GenerationMode.IMAGE_TO_VIDEO, 7, false), picture));
        byte[] other = Files
                .readAllBytes(render(RENDER_TIME, MAX_VIDEO_BYTES, job(GenerationMode.IMAGE_TO_VIDEO, 8, false), picture));

        assertThat(one).isEqualTo(two).isNotEqualTo(other);
    }

    @Test
    void every_format_of_the_contract_is_read_whatever_its_shape() throws Exception {
        String[][] cases = { { "tall.png", "90x200", "720x1600" }, { "odd.bmp", "332x200", "1196x720" },
                { "wide.webp", "400x300", "960x720" }, { "longer.jpg", "1000x100", "2880x720" },
                { "dot.png", "2x2", "720x720" }, { "clear.png", "64x64", "720x720" } };
        for (String[] shape : cases) {
            Path picture = directory.resolve(shape[0]);
            Film.run(ffmpeg, "-f", "lavfi", "-i", "color=c=teal:s=" + shape[1], "-frames:v", "1", picture.toString());
            assertValid(film(job(GenerationMode.IMAGE_TO_VIDEO, 1, false), picture), shape[2]);
        }
    }

    @Test
    void a_mov_that_says_it_lies_elsewhere_or_is_turned_is_read_as_it_is() throws Exception {
        Path clip = directory.resolve("clip.mov");
        Film.run(ffmpeg, "-f", "lavfi", "-i", "testsrc2=s=320x180:d=1", "-f", "lavfi", "-i", "sine=d=4", clip.toString());
        assertValid(film(job(GenerationMode.VIDEO_CONTINUATION, 1, false), clip), "1280x720");
    }

    @Test
    void a_render_that_takes_too_long_is_ended() throws Exception {
        Path picture = Programs.sample(directory, "zoetrope.jpg");
        assertThatThrownBy(
                () -> render(Duration.ofMillis(400), MAX_VIDEO_BYTES, job(GenerationMode.IMAGE_TO_VIDEO, 1, false), picture))
                .isInstanceOfSatisfying(RenderException.class, e -> {
                    assertThat(e.code()).isEqualTo(RenderException.RENDER);
                    assertThat(e).hasMessageContaining("longer");
                });
    }

    @Test
    void a_film_that_grows_too_large_is_no_film() throws Exception {
        Path picture = Programs.sample(directory, "zoetrope.jpg");
        assertThatThrownBy(() -> render(RENDER_TIME, 20_000, job(GenerationMode.IMAGE_TO_VIDEO, 1, false), picture))
                .isInstanceOf(RenderException.class);
    }
}
