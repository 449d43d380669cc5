package dev.zoetrope.sandbox.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.zoetrope.video.GenerationMode;

class FfmpegArgumentsTest {
    private static final Path IN = Path.of("input0");
    private static final Path OUT = Path.of("out");

    private static void holds(List<String> args, String option, String value) {
        int at = args.indexOf(option);
        assertThat(at).as(option).isNotNegative().isLessThan(args.lastIndexOf("-i"));
        assertThat(args.get(at + 1)).isEqualTo(value);
    }

    @ParameterizedTest
    @EnumSource(MediaFormat.class)
    void a_foreign_file_is_read_with_nothing_guessed_and_nothing_else_opened(MediaFormat kind) {
        List<String> args = switch (kind.medium()) {
            case IMAGE -> FfmpegArguments.picture(kind, IN, OUT, 900, 1000, Exif.UPRIGHT);
            case CLIP -> FfmpegArguments.lastFrame(kind, IN, OUT, 900, 1000, 1);
            case AUDIO -> FfmpegArguments.sound(kind, IN, OUT, 5);
        };
        holds(args, "-f", kind.demuxer());
        holds(args, "-protocol_whitelist", "file,pipe");
        holds(args, "-format_whitelist", kind.demuxer());
        holds(args, "-codec_whitelist", kind.decoders());
        if (kind.medium() != MediaRole.AUDIO) {
            holds(args, "-max_pixels", "1000");
        }
        if (kind == MediaFormat.MP4) {
            holds(args, "-enable_drefs", "0");
            holds(args, "-use_absolute_path", "0");
        }
    }

    @Test
    void the_film_is_bounded_in_frames_time_and_bytes() {
        RenderJob job = new RenderJob(GenerationMode.IMAGE_TO_VIDEO, List.of("a"), null, null, 5, 720, 1);
        List<String> args = FfmpegArguments.film(job, new Canvas(1280, 720), List.of(IN), null, false, 5000, OUT);
        assertThat(args).containsSequence("-frames:v", "120").containsSequence("-t", "5")
                .containsSequence("-fs", "5000").containsSequence("-threads", "2");
    }
}
