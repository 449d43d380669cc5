package dev.zoetrope.sandbox.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CanvasTest {

    @ParameterizedTest
    @CsvSource({ "1920, 1080, 1080, 1920, 1080", "1080, 1920, 1080, 1080, 1920", "1000, 1000, 720, 720, 720",
            "640, 360, 720, 1280, 720", "4, 3, 1080, 1440, 1080", "10000, 10, 720, 2880, 720", "1, 900, 720, 720, 2880" })
    void the_short_side_is_as_asked_and_the_aspect_is_kept(int width, int height, int shortSide, int expectedWidth,
            int expectedHeight) {
        assertThat(Canvas.of(new PictureSize(width, height), shortSide))
                .isEqualTo(new Canvas(expectedWidth, expectedHeight));
    }

    @Property
    void every_canvas_is_even_and_bounded(@ForAll @IntRange(min = 1, max = 70000) int width,
            @ForAll @IntRange(min = 1, max = 70000) int height) {
        PictureSize picture = new PictureSize(width, height);
        Canvas canvas = Canvas.of(picture, 720);
        Canvas wide = canvas.withHeadroom();
        assertThat(canvas.width() % 2 + canvas.height() % 2 + wide.width() % 2 + wide.height() % 2).isZero();
        assertThat(canvas.shortSide()).isEqualTo(720);
        assertThat(Math.max(canvas.width(), canvas.height())).isLessThanOrEqualTo(4 * 720);
        if (!canvas.needsBarsFor(picture)) {
            double aspect = (double) width / height;
            assertThat((double) canvas.width() / canvas.height() / aspect).isBetween(0.985, 1.015);
        }
    }

    @Property
    void every_seed_leads_somewhere_inside_the_picture(@ForAll int seed) {
        CameraPath path = CameraPath.of(seed);
        assertThat(path.x()).isBetween(0.15, 0.85);
        assertThat(path.y()).isBetween(0.2, 0.8);
        assertThat(path.extraZoom()).isBetween(0.18, 0.28);
        assertThat(path).isEqualTo(CameraPath.of(seed));
    }
}
