package dev.zoetrope.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.zoetrope.model.Member;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.video.Slot;

/** The sizes of all models. A size stands for exactly one resolution and one ratio, which the model has. */
class VideoSizeTest {
    private static final Pattern SIZE = Pattern.compile("[0-9]+x[0-9]+");

    static List<Model> models() {
        return Models.ofThisVersion().all();
    }

    private static VideoSize size(String model) {
        return new VideoSize(Models.ofThisVersion().find(model));
    }

    /** The sizes that a message names. */
    private static List<String> named(VideoSize size) {
        List<String> sizes = new ArrayList<>();
        Matcher each = SIZE.matcher(size.expectation());
        while (each.find()) {
            sizes.add(each.group());
        }
        return sizes;
    }

    @ParameterizedTest
    @MethodSource("models")
    void each_size_that_a_message_names_is_served_as_one_resolution_and_one_ratio(Model model) {
        VideoSize size = new VideoSize(model);
        Member resolution = VideoSize.member(model, Slot.RESOLUTION);
        Member ratio = VideoSize.member(model, Slot.RATIO);
        List<Map<String, Object>> chosen = named(size).stream().map(size::choose).toList();

        assertThat(chosen).doesNotContainNull().doesNotHaveDuplicates();
        if (resolution == null) {
            assertThat(chosen).isEmpty();
            assertThat(size.choose("1280x720")).isNull();
        } else if (ratio != null) {
            List<Object> words = ratio.allowed().values().stream().filter(word -> word.toString().contains(":")).toList();
            List<Object> lines = resolution.allowed().values().stream().filter(word -> !word.equals("auto")).toList();
            List<Map<String, Object>> expected = new ArrayList<>();
            lines.forEach(line -> words.forEach(word -> expected.add(Map.of(resolution.name(), line, ratio.name(), word))));
            assertThat(chosen).containsExactlyElementsOf(expected);
        } else {
            assertThat(size.choose("1280x720")).isEqualTo(Map.of(resolution.name(), "720p"));
        }
        assertThat(size.choose("1234x567")).isNull();
    }

    @ParameterizedTest
    @CsvSource({ "wan-2.7-text-to-video, 1280x720, 720p, 16:9", "wan-2.7-text-to-video, 720x1280, 720p, 9:16",
            "wan-2.7-text-to-video, 1080x1080, 1080p, 1:1", "wan-2.7-text-to-video, 960x720, 720p, 4:3",
            "veo-3.1, 3840x2160, 4k, 16:9", "vidu-q3-text-to-video, 640x360, 360p, 16:9",
            "grok-imagine-text-to-video, 854x480, 480p, 16:9", "grok-imagine-text-to-video, 853x480, 480p, 16:9",
            "grok-imagine-text-to-video, 852x480, 480p, 16:9", "grok-imagine-text-to-video, 480x720, 480p, 2:3",
            "pixverse-v6-text-to-video, 1680x720, 720p, 21:9", "sora-2, 1920x1080, 1080p, 16:9" })
    void a_size_is_a_resolution_and_a_ratio(String model, String text, String resolution, String ratio) {
        assertThat(size(model).choose(text)).containsExactlyInAnyOrderEntriesOf(
                Map.of("resolution", resolution, "aspect_ratio", ratio));
    }

    /** Among them the other two sizes of OpenAI, and sizes near to one that is served. */
    @ParameterizedTest
    @CsvSource({ "sora-2, 1792x1024", "sora-2, 1024x1792", "wan-2.7-text-to-video, 1280x721", "wan-2.7-text-to-video, 1282x720",
            "wan-2.7-text-to-video, 1276x720", "wan-2.7-text-to-video, 960x960", "wan-2.7-text-to-video, 854x480",
            "wan-2.7-text-to-video, 2560x1440", "grok-imagine-text-to-video, 832x480", "sora-2, 720x720", "sora-2, 16:9",
            "sora-2, auto", "sora-2, 1280X720", "sora-2, ' 1280x720'", "sora-2, 0x720", "sora-2, -1280x720", "sora-2, ''",
            "sora-2, 99999999999x720", "kling-v3-motion-control, 1280x720", "veo-3.1-extend, 1280x720" })
    void any_other_size_is_not_served(String model, String text) {
        assertThat(size(model).choose(text)).isNull();
    }

    @Test
    void a_message_says_what_can_be_chosen() {
        assertThat(size("sora-2").expectation())
                .isEqualTo("must be one of 1280x720, 720x1280, 1920x1080, 1080x1920 with this model");
        assertThat(size("wan-2.7-image-to-video").expectation()).isEqualTo(
                "must have a short side of 720 or 1080 pixels with this model, and its ratio follows the picture");
        assertThat(size("veo-3.1").expectation()).contains("3840x2160");
        assertThat(size("kling-v3-motion-control").expectation()).isEqualTo("cannot be chosen with this model; leave it out");
        assertThat(size("veo-3.1-extend").expectation()).isEqualTo("cannot be chosen with this model; leave it out");
    }

    @Test
    void a_picture_decides_the_ratio_where_the_model_has_none() {
        assertThat(size("wan-2.7-image-to-video").choose("999x720")).isEqualTo(Map.of("resolution", "720p"));
        assertThat(size("wan-2.7-image-to-video").choose("854x480")).isNull();
    }
}
