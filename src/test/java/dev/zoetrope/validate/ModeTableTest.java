package dev.zoetrope.validate;

import static dev.zoetrope.validate.Readings.faults;
import static dev.zoetrope.validate.Readings.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.video.GenerationMode;
import dev.zoetrope.video.GenerationRequest;

/** Bodies for each row of the mode table of docs/contract.md. */
class ModeTableTest {
    private static final String CLIP = "'https://example.com/clip.mp4'";

    private static String body(String imageUrls, String videoUrl, String generationType) {
        return "{'model':'wan-2.7-image-to-video','image_urls':%s,'video_url':%s,'generation_type':%s}"
                .formatted(imageUrls, videoUrl, "-".equals(generationType) ? "null" : "'" + generationType + "'");
    }

    private static String images(int count) {
        return "[" + String.join(",", java.util.Collections.nCopies(count, "'https://example.com/a.jpg'")) + "]";
    }

    @ParameterizedTest
    @CsvSource({ "1, -, IMAGE_TO_VIDEO", "1, image-to-video, IMAGE_TO_VIDEO", "2, -, FIRST_LAST_FRAME",
            "2, first-last-frame, FIRST_LAST_FRAME" })
    void picture_modes(int count, String stated, GenerationMode mode) {
        GenerationRequest request = read(body(images(count), "null", stated));

        assertThat(request.mode()).isEqualTo(mode);
        assertThat(request.modeStated()).isEqualTo(!"-".equals(stated));
        assertThat(request.imageUrls()).hasSize(count);
        assertThat(request.videoUrl()).isNull();
    }

    @ParameterizedTest
    @CsvSource({ "null, -", "null, video-continuation", "[], -", "[], video-continuation" })
    void continuation(String imageUrls, String stated) {
        GenerationRequest request = read(body(imageUrls, CLIP, stated));

        assertThat(request.mode()).isEqualTo(GenerationMode.VIDEO_CONTINUATION);
        assertThat(request.modeStated()).isEqualTo(!"-".equals(stated));
        assertThat(request.imageUrls()).isEmpty();
        assertThat(request.videoUrl()).isEqualTo("https://example.com/clip.mp4");
    }

    @Test
    void one_picture_is_no_transition() {
        assertThat(faults(body(images(1), "null", "first-last-frame"))).containsExactly("image_urls invalid_value");
    }

    @Test
    void two_pictures_are_no_start() {
        assertThat(faults(body(images(2), "null", "image-to-video"))).containsExactly("image_urls invalid_value");
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2 })
    void pictures_are_no_clip(int count) {
        assertThat(faults(body(images(count), "null", "video-continuation"))).containsExactly("video_url required");
    }

    @ParameterizedTest
    @ValueSource(strings = { "image-to-video", "first-last-frame" })
    void a_clip_is_no_picture(String stated) {
        assertThat(faults(body("null", CLIP, stated))).containsExactly("image_urls required");
        assertThat(faults(body("[]", CLIP, stated))).containsExactly("image_urls required");
    }

    @ParameterizedTest
    @ValueSource(strings = { "-", "image-to-video", "first-last-frame", "video-continuation" })
    void both_at_once(String stated) {
        for (int count = 1; count <= 4; count++) {
            assertThat(faults(body(images(count), CLIP, stated))).containsExactly("video_url invalid_value");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "-", "image-to-video", "first-last-frame", "video-continuation" })
    void neither(String stated) {
        assertThat(faults(body("null", "null", stated))).containsExactly("image_urls required");
        assertThat(faults(body("[]", "null", stated))).containsExactly("image_urls required");
    }

    @ParameterizedTest
    @ValueSource(ints = { 3, 4, 11, 1000 })
    void too_many(int count) {
        assertThat(faults(body(images(count), "null", "-"))).containsExactly("image_urls invalid_value");
        assertThat(faults(body(images(count), "null", "image-to-video"))).containsExactly("image_urls invalid_value");
        assertThat(faults(body(images(count), "null", "first-last-frame"))).containsExactly("image_urls invalid_value");
    }

    @Test
    void too_many_for_a_continuation_matches_two_rows() {
        assertThat(faults(body(images(3), "null", "video-continuation"))).containsExactly("image_urls invalid_value",
                "video_url required");
    }

    @ParameterizedTest
    @ValueSource(strings = { "[null]", "['']", "['https://example.com/a.jpg',null]", "['','https://example.com/a.jpg']",
            "[null,'']" })
    void empty_elements(String imageUrls) {
        assertThat(faults(body(imageUrls, "null", "-"))).containsExactly("image_urls invalid_value");
    }

    @Test
    void an_empty_element_does_not_hide_the_wrong_number() {
        assertThat(faults(body("[null]", CLIP, "-"))).isEqualTo(List.of("image_urls invalid_value", "video_url invalid_value"));
        assertThat(faults(body("['']", "null", "first-last-frame")))
                .isEqualTo(List.of("image_urls invalid_value", "image_urls invalid_value"));
    }

    @Test
    void an_unknown_mode_does_not_hide_the_wrong_inputs() {
        assertThat(faults(body(images(3), "null", "other"))).containsExactly("generation_type invalid_value",
                "image_urls invalid_value");
        assertThat(faults(body("null", "null", "other"))).containsExactly("generation_type invalid_value",
                "image_urls required");
    }
}
