package dev.zoetrope.validate;

import static dev.zoetrope.validate.Readings.failure;
import static dev.zoetrope.validate.Readings.faults;
import static dev.zoetrope.validate.Readings.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;

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
    @CsvSource({ "1, -, image-to-video", "1, image-to-video, image-to-video", "2, -, first-last-frame",
            "2, first-last-frame, first-last-frame" })
    void picture_modes(int count, String stated, String mode) {
        GenerationRequest request = read(body(images(count), "null", stated));

        assertThat(request.mode()).isEqualTo(mode);
        assertThat(request.modeStated()).isEqualTo(!"-".equals(stated));
        assertThat(Requests.images(request)).hasSize(count);
        assertThat(request.members()).containsOnlyKeys("image_urls");
    }

    @ParameterizedTest
    @CsvSource({ "null, -", "null, video-continuation", "[], -", "[], video-continuation" })
    void continuation(String imageUrls, String stated) {
        GenerationRequest request = read(body(imageUrls, CLIP, stated));

        assertThat(request.mode()).isEqualTo("video-continuation");
        assertThat(request.modeStated()).isEqualTo(!"-".equals(stated));
        assertThat(request.members()).containsOnly(Map.entry("video_url", "https://example.com/clip.mp4"));
    }

    /** The messages tell the rows apart; each of these bodies matches one row. */
    @ParameterizedTest
    @CsvSource(delimiter = '!', value = { "1!null!first-last-frame!image_urls must contain exactly two images",
            "2!null!image-to-video!image_urls must contain exactly one image for image-to-video",
            "1!null!video-continuation!video_url is required and image_urls is not allowed for video-continuation",
            "2!null!video-continuation!video_url is required and image_urls is not allowed for video-continuation",
            "0!clip!image-to-video!image_urls is required ", "0!clip!first-last-frame!image_urls is required ",
            "1!clip!-!video_url must not be combined with image_urls",
            "3!clip!video-continuation!video_url must not be combined with image_urls",
            "0!null!-!image_urls or video_url is required: one image for image-to-video, two images for first-last-frame, "
                    + "a video_url for video-continuation",
            "0!null!video-continuation!image_urls or video_url is required: one image for image-to-video, two images for "
                    + "first-last-frame, a video_url for video-continuation",
            "3!null!-!image_urls must contain one image (image-to-video) or two ",
            "3!null!image-to-video!image_urls must contain one image (image-to-video) or two " })
    void each_row_that_refuses_has_its_message(int count, String videoUrl, String stated, String message) {
        List<Fault> faults = failure(body(images(count), "clip".equals(videoUrl) ? CLIP : videoUrl, stated)).faults();

        assertThat(faults).extracting(Fault::message).singleElement().asString().startsWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = { "-", "image-to-video", "first-last-frame", "video-continuation" })
    void a_mode_or_a_fault_and_a_stated_mode_is_kept(String stated) {
        for (int count = 0; count <= 10; count++) {
            for (String videoUrl : List.of("null", CLIP)) {
                try {
                    String mode = read(body(images(count), videoUrl, stated)).mode();
                    assertThat(mode).isNotNull().isEqualTo("-".equals(stated) ? mode : stated);
                } catch (FailureException e) {
                    assertThat(e.failure().faults()).isNotEmpty();
                }
            }
        }
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
