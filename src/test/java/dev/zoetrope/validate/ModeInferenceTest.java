package dev.zoetrope.validate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.validate.ModeInference.Problem;
import dev.zoetrope.video.GenerationMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.WithNull;

class ModeInferenceTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "1, false, -, IMAGE_TO_VIDEO", "1, false, IMAGE_TO_VIDEO, IMAGE_TO_VIDEO",
            "2, false, -, FIRST_LAST_FRAME", "2, false, FIRST_LAST_FRAME, FIRST_LAST_FRAME", "0, true, -, VIDEO_CONTINUATION",
            "0, true, VIDEO_CONTINUATION, VIDEO_CONTINUATION" })
    void rows_with_a_mode(int images, boolean video, GenerationMode stated, GenerationMode mode) {
        ModeInference inference = ModeInference.of(images, video, stated);

        assertThat(inference.mode()).isEqualTo(mode);
        assertThat(inference.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "1, false, FIRST_LAST_FRAME, TWO_IMAGES_REQUIRED",
            "2, false, IMAGE_TO_VIDEO, ONE_IMAGE_REQUIRED", "1, false, VIDEO_CONTINUATION, VIDEO_REQUIRED",
            "2, false, VIDEO_CONTINUATION, VIDEO_REQUIRED", "0, true, IMAGE_TO_VIDEO, IMAGES_REQUIRED",
            "0, true, FIRST_LAST_FRAME, IMAGES_REQUIRED", "1, true, -, VIDEO_AND_IMAGES",
            "3, true, VIDEO_CONTINUATION, VIDEO_AND_IMAGES", "0, false, -, INPUT_REQUIRED",
            "0, false, VIDEO_CONTINUATION, INPUT_REQUIRED", "3, false, -, TOO_MANY_IMAGES",
            "3, false, IMAGE_TO_VIDEO, TOO_MANY_IMAGES" })
    void rows_that_refuse(int images, boolean video, GenerationMode stated, Problem problem) {
        ModeInference inference = ModeInference.of(images, video, stated);

        assertThat(inference.mode()).isNull();
        assertThat(inference.problems()).containsExactly(problem);
    }

    @Property
    void a_mode_or_a_problem_but_never_both(@ForAll @IntRange(max = 10) int images, @ForAll boolean video,
            @ForAll @WithNull GenerationMode stated) {
        ModeInference inference = ModeInference.of(images, video, stated);

        assertThat(inference.mode() == null).isEqualTo(!inference.problems().isEmpty());
        if (inference.mode() != null && stated != null) {
            assertThat(inference.mode()).isEqualTo(stated);
        }
    }
}
