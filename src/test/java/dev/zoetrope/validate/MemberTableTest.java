package dev.zoetrope.validate;

import static dev.zoetrope.validate.Readings.failure;
import static dev.zoetrope.validate.Readings.faults;
import static dev.zoetrope.validate.Readings.read;
import static dev.zoetrope.validate.Readings.withMembers;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;

/** Each row of the member table of docs/contract.md: valid value, null, wrong type, lower and upper bound. */
class MemberTableTest {

    @Test
    void every_member_good() {
        GenerationRequest request = read("""
                {'model':'wan-2.7-image-to-video','generation_type':'first-last-frame',
                 'image_urls':['https://example.com/a.jpg','http://example.com/b.jpg'],
                 'prompt':'p','audio_url':'https://example.com/m.mp3','duration':7,'resolution':'720p',
                 'negative_prompt':'n','seed':42,'enable_prompt_expansion':true,'enable_safety_checker':false}""");

        assertThat(request.model()).isEqualTo("wan-2.7-image-to-video");
        assertThat(request.mode()).isEqualTo("first-last-frame");
        assertThat(request.modeStated()).isTrue();
        assertThat(Requests.images(request)).containsExactly("https://example.com/a.jpg", "http://example.com/b.jpg");
        assertThat(request.members()).doesNotContainKey("video_url");
        assertThat(Requests.text(request, "prompt")).isEqualTo("p");
        assertThat(Requests.text(request, "audio_url")).isEqualTo("https://example.com/m.mp3");
        assertThat(Requests.integer(request, "duration")).isEqualTo(7);
        assertThat(Requests.text(request, "resolution")).isEqualTo("720p");
        assertThat(Requests.text(request, "negative_prompt")).isEqualTo("n");
        assertThat(Requests.integer(request, "seed")).isEqualTo(42);
        assertThat(Requests.bool(request, "enable_prompt_expansion")).isTrue();
        assertThat(Requests.bool(request, "enable_safety_checker")).isFalse();
        assertThat(request.members()).hasSize(9);
        assertThat(request.callbackUrl()).isNull();
        assertThat(request.extra()).isEmpty();
    }

    @Test
    void what_is_absent_stays_absent() {
        assertThat(read(withMembers(""))).isEqualTo(Requests.image("https://example.com/start.jpg"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "generation_type", "video_url", "prompt", "audio_url", "negative_prompt", "seed",
            "enable_prompt_expansion", "enable_safety_checker", "callback_url" })
    void null_means_absent(String member) {
        assertThat(read(withMembers("'" + member + "':null"))).isEqualTo(read(withMembers("")));
    }

    @Test
    void null_pictures_mean_absent() {
        assertThat(read("{'model':'wan-2.7-image-to-video','image_urls':null,'video_url':'https://e.com/a.mp4'}").members())
                .containsOnlyKeys("video_url");
    }

    @ParameterizedTest
    @CsvSource({ "duration, duration invalid_type", "resolution, resolution invalid_type" })
    void null_is_refused(String member, String fault) {
        assertThat(faults(withMembers("'" + member + "':null"))).containsExactly(fault);
    }

    @Test
    void the_model_is_required() {
        assertThat(faults("{" + Readings.IMAGE + "}")).containsExactly("model required");
        assertThat(faults("{'model':null," + Readings.IMAGE + "}")).containsExactly("model required");
    }

    @ParameterizedTest
    @ValueSource(strings = { "wan-2.7", "", "WAN-2.7-IMAGE-TO-VIDEO", "wan-2.7-image-to-video ", "wan-2x7-image-to-video" })
    void another_model_is_not_found(String model) {
        var failure = failure("{'model':'" + model + "'," + Readings.IMAGE + "}");

        assertThat(failure.status()).isEqualTo(422);
        assertThat(failure.code()).isEqualTo("model_not_found");
        assertThat(failure.faults()).containsExactly(
                new Fault("model", "model_not_found", "model must name a known model: wan-2.7-image-to-video"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "generation_type", "prompt", "audio_url", "resolution", "negative_prompt" })
    void a_string_is_a_string(String member) {
        for (String wrong : new String[] { "5", "5.5", "true", "[]", "['x']", "{}", "{'a':[1,{}]}" }) {
            assertThat(faults(withMembers("'" + member + "':" + wrong))).as(wrong)
                    .containsExactly(member + " invalid_type");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "5", "false", "[]", "{}" })
    void a_clip_is_a_string(String wrong) {
        assertThat(faults("{'model':'wan-2.7-image-to-video','video_url':" + wrong + "}"))
                .containsExactly("video_url invalid_type");
    }

    @ParameterizedTest
    @ValueSource(strings = { "5", "true", "[]", "{}" })
    void a_model_is_a_string(String wrong) {
        assertThat(faults("{'model':" + wrong + "," + Readings.IMAGE + "}")).containsExactly("model invalid_type");
    }

    @ParameterizedTest
    @ValueSource(strings = { "duration", "seed" })
    void an_integer_is_an_integer(String member) {
        for (String wrong : new String[] { "'5'", "5.5", "true", "[5]", "{}", "50e-2", "1e-999999999", "''" }) {
            assertThat(faults(withMembers("'" + member + "':" + wrong))).as(wrong)
                    .containsExactly(member + " invalid_type");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "enable_prompt_expansion", "enable_safety_checker" })
    void a_boolean_is_a_boolean(String member) {
        for (String wrong : new String[] { "1", "0", "'true'", "''", "[]", "{}" }) {
            assertThat(faults(withMembers("'" + member + "':" + wrong))).as(wrong)
                    .containsExactly(member + " invalid_type");
        }
        assertThat(read(withMembers("'" + member + "':true"))).isNotEqualTo(read(withMembers("'" + member + "':false")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "'https://example.com/a.jpg'", "5", "true", "{}", "{'0':'https://example.com/a.jpg'}" })
    void pictures_are_an_array(String wrong) {
        assertThat(faults("{'model':'wan-2.7-image-to-video','image_urls':" + wrong + "}"))
                .containsExactly("image_urls invalid_type");
    }

    @ParameterizedTest
    @ValueSource(strings = { "2", "15", "5.0", "5e0", "0.5e1", "50E-1", "1.5e+1" })
    void durations_allowed(String number) {
        assertThat(Requests.integer(read(withMembers("'duration':" + number)), "duration"))
                .isEqualTo(new java.math.BigDecimal(number).intValueExact());
    }

    @ParameterizedTest
    @ValueSource(strings = { "1", "16", "0", "-5", "1e999999999", "-1e999999999", "99999999999999999999", "4294967301" })
    void durations_out_of_range(String number) {
        assertThat(faults(withMembers("'duration':" + number))).containsExactly("duration out_of_range");
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "-0", "2147483647", "2147483647.0", "0e999999999", "1e9" })
    void seeds_allowed(String number) {
        assertThat(Requests.integer(read(withMembers("'seed':" + number)), "seed"))
                .isEqualTo(Double.valueOf(number).intValue());
    }

    @ParameterizedTest
    @ValueSource(strings = { "-1", "2147483648", "1e999999999", "9223372036854775807", "18446744073709551616" })
    void seeds_out_of_range(String number) {
        assertThat(faults(withMembers("'seed':" + number))).containsExactly("seed out_of_range");
    }

    @Test
    void a_number_of_a_million_digits_is_refused_in_no_time() {
        String digits = "9".repeat(1_000_000);

        assertThat(faults(withMembers("'seed':" + digits + ",'duration':0." + digits)))
                .containsExactly("duration invalid_type", "seed out_of_range");
    }

    @ParameterizedTest
    @CsvSource({ "prompt, 5000", "negative_prompt, 500" })
    void lengths_are_counted_in_code_points(String member, int max) {
        Function<String, String> body = text -> withMembers("'" + member + "':'" + text + "'");

        assertThat(read(body.apply("x".repeat(max)))).isNotNull();
        assertThat(read(body.apply("😀".repeat(max)))).isNotNull();
        assertThat(faults(body.apply("x".repeat(max + 1)))).containsExactly(member + " too_long");
        assertThat(faults(body.apply("😀".repeat(max + 1)))).containsExactly(member + " too_long");
        assertThat(failure(body.apply("x".repeat(max + 1))).message())
                .isEqualTo(member + " must be at most " + max + " characters long");
    }

    @Test
    void an_empty_prompt_is_kept() {
        GenerationRequest request = read(withMembers("'prompt':'','negative_prompt':''"));

        assertThat(Requests.text(request, "prompt")).isEmpty();
        assertThat(Requests.text(request, "negative_prompt")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "720p", "1080p" })
    void resolutions_allowed(String value) {
        assertThat(Requests.text(read(withMembers("'resolution':'" + value + "'")), "resolution")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "720", "1080P", "4k", " 720p" })
    void resolutions_refused(String value) {
        assertThat(faults(withMembers("'resolution':'" + value + "'"))).containsExactly("resolution invalid_value");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "text-to-video", "IMAGE-TO-VIDEO", "image_to_video" })
    void generation_types_refused(String value) {
        assertThat(faults(withMembers("'generation_type':'" + value + "'")))
                .containsExactly("generation_type invalid_value");
    }
}
