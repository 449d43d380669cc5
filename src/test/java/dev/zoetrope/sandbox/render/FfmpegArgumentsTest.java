package dev.zoetrope.sandbox.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FfmpegArgumentsTest {
    private static final Path IN = Path.of("input0");
    private static final Path OUT = Path.of("out");

    private static void assertOption(List<String> args, String option, String value) {
        int at = args.indexOf(option);
        assertThat(at).as(option).isNotNegative().isLessThan(args.lastIndexOf("-i"));
        assertThat(args.get(at + 1)).isEqualTo(value);
    }

    @ParameterizedTest
    @EnumSource(MediaFormat.class)
    void a_foreign_file_is_read_with_nothing_guessed_and_nothing_else_opened(MediaFormat format) {
        List<String> args = switch (format.role()) {
            case IMAGE -> FfmpegArguments.picture(format, IN, OUT, 900, 1000, Exif.UPRIGHT);
            case CLIP -> FfmpegArguments.lastFrame(format, IN, OUT, 900, 1000, 1);
            case AUDIO -> FfmpegArguments.sound(format, IN, OUT, 5);
        };
        assertOption(args, "-f", format.demuxer());
        assertOption(args, "-protocol_whitelist", "file,pipe");
        assertOption(args, "-format_whitelist", format.demuxer());
        assertOption(args, "-codec_whitelist", format.decoders());
        if (format.role() != MediaRole.AUDIO) {
            assertOption(args, "-max_pixels", "1000");
        }
        if (format == MediaFormat.MP4) {
            assertOption(args, "-enable_drefs", "0");
            assertOption(args, "-use_absolute_path", "0");
        }
    }

    @Test
    void the_film_is_bounded_in_frames_time_and_bytes() {
        RenderJob job = new RenderJob(GenerationMode.IMAGE_TO_VIDEO, List.of("a"), null, null, 5, 720, 1);
        List<String> args = FfmpegArguments.video(job, new Canvas(1280, 720), List.of(IN), null, false, 5000, OUT);
        assertThat(args).containsSequence("-frames:v", "120").containsSequence("-t", "5")
                .containsSequence("-fs", "5000").containsSequence("-threads", "2");
    }
}
