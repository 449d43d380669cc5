package dev.zoetrope.validate;

import static dev.zoetrope.validate.Readings.failure;
import static dev.zoetrope.validate.Readings.faults;
import static dev.zoetrope.validate.Readings.read;
import static dev.zoetrope.validate.Readings.withMembers;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.video.Requests;

/** Strings must be well-formed Unicode: a JSON escape can produce an unpaired surrogate, which UTF-8 cannot. */
class TextTest {

    @ParameterizedTest
    @ValueSource(strings = { "\\ud800", "\\udc00", "a\\ud83d", "\\ud83dx\\ude00", "\\ude00\\ud83d", "\\ud83d\\ud83d\\ude00",
            "\\ud83d\\ude00\\ude00" })
    void unpaired_surrogates(String text) {
        assertThat(faults(withMembers("'prompt':'" + text + "'"))).containsExactly("prompt invalid_text");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\\ud83d\\ude00", "😀", "\\u0000", "\\uffff", "\\\"\\\\\\/\\b\\f\\n\\r\\t", "ä\\u00e4" })
    void well_formed(String text) {
        assertThat(Requests.text(read(withMembers("'prompt':'" + text + "'")), "prompt")).isNotEmpty();
    }

    @Test
    void escapes_are_read() {
        assertThat(Requests.text(read(withMembers("'prompt':'\\ud83d\\ude00\\n\\u00e4'")), "prompt")).isEqualTo("😀\nä");
    }

    @ParameterizedTest
    @CsvSource({ "generation_type", "video_url", "audio_url", "resolution", "callback_url" })
    void in_a_word_it_is_the_only_thing_said_of_the_word(String member) {
        assertThat(faults(withMembers("'" + member + "':'https://a/\\ud800'"))).contains(member + " invalid_text")
                .doesNotContain(member + " invalid_url").noneMatch(fault -> fault.matches("(gen|res).* invalid_value"));
    }

    @Test
    void in_the_model() {
        assertThat(faults("{'model':'\\ud800'," + Readings.IMAGE + "}")).containsExactly("model invalid_text");
    }

    @Test
    void in_a_picture() {
        var failure = failure("{'model':'wan-2.7-image-to-video','image_urls':['https://a/1','https://a/\\ud800']}");

        assertThat(failure.faults()).hasSize(1);
        assertThat(failure.faults().get(0).param()).isEqualTo("image_urls");
        assertThat(failure.message()).isEqualTo(
                "image_urls[1] must be well-formed Unicode, without unpaired surrogates");
    }

    @Test
    void in_a_prompt_the_length_is_said_too() {
        assertThat(faults(withMembers("'prompt':'\\ud800" + "x".repeat(5000) + "'"))).containsExactly("prompt invalid_text",
                "prompt too_long");
    }
}
