package dev.zoetrope.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.zoetrope.video.GenerationMode;

class RecipeTest {
    private static final Path IN = Path.of("input0");
    private static final Path OUT = Path.of("out");

    private static void holds(List<String> args, String option, String value) {
        int at = args.indexOf(option);
        assertThat(at).as(option).isNotNegative().isLessThan(args.lastIndexOf("-i"));
        assertThat(args.get(at + 1)).isEqualTo(value);
    }

    @ParameterizedTest
    @EnumSource(MediaKind.class)
    void aForeignFileIsReadWithNothingGuessedAndNothingElseOpened(MediaKind kind) {
        List<String> args = switch (kind.medium()) {
            case IMAGE -> Recipe.picture(kind, IN, OUT, 900, 1000, Exif.UPRIGHT);
            case CLIP -> Recipe.lastFrame(kind, IN, OUT, 900, 1000, 1);
            case AUDIO -> Recipe.sound(kind, IN, OUT, 5);
        };
        holds(args, "-f", kind.demuxer());
        holds(args, "-protocol_whitelist", "file,pipe");
        holds(args, "-format_whitelist", kind.demuxer());
        holds(args, "-codec_whitelist", kind.decoders());
        if (kind.medium() != Medium.AUDIO) {
            holds(args, "-max_pixels", "1000");
        }
        if (kind == MediaKind.MP4) {
            holds(args, "-enable_drefs", "0");
            holds(args, "-use_absolute_path", "0");
        }
    }

    @Test
    void theFilmIsBoundedInFramesTimeAndBytes() {
        Job job = new Job(GenerationMode.IMAGE_TO_VIDEO, List.of("a"), null, null, 5, 720, 1);
        List<String> args = Recipe.film(job, new Canvas(1280, 720), List.of(IN), null, false, 5000, OUT);
        assertThat(args).containsSequence("-frames:v", "120").containsSequence("-t", "5")
                .containsSequence("-fs", "5000").containsSequence("-threads", "2");
    }
}
