package dev.zoetrope.validate;

import static dev.zoetrope.validate.Readings.faults;
import static dev.zoetrope.validate.Readings.read;
import static dev.zoetrope.validate.Readings.withMembers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.model.UrlSyntax;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.Requests;

/** The answers for members that are URLs: the message reaches the caller unchanged, and the length is limited. */
class UrlMembersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '!', value = { "https://a/b c!a space at character 12", "https://a/[1]!\"[\" at character 11",
            "https://a/|!\"|\" at character 11", "https://a/ü?x=50%!\"%\" at character 17",
            "https://a/{b}!\"{\" at character 11",
            "https://a/\\!\"\\\" at character 11", "https://a/\u00a0!U+00A0 at character 11",
            "https://a/b\u202f!U+202F at character 12", "https://a/$^!\"^\" at character 12" })
    void a_character_that_must_be_encoded_is_named(String url, String named) {
        String message = "must not contain " + named + ": percent-encode it";

        assertThat(UrlSyntax.fault(url, false)).isEqualTo(message);
        assertThat(faultsInWords(url)).containsExactly("video_url " + message);
    }

    private static List<String> faultsInWords(String url) {
        return catchThrowableOfType(FailureException.class, () -> read("{\"model\":\"wan-2.7-image-to-video\",\"video_url\":\""
                + url.replace("\\", "\\\\") + "\"}")).failure().faults().stream().map(Fault::message).toList();
    }

    @Test
    void a_url_is_at_most8192_characters() {
        String url = "https://example.com/" + "x".repeat(8192 - 20);

        assertThat(Requests.text(read(withMembers("'audio_url':'" + url + "'")), "audio_url")).hasSize(8192);
        assertThat(faults(withMembers("'audio_url':'" + url + "x'"))).containsExactly("audio_url too_long");
        assertThat(faults("{'model':'wan-2.7-image-to-video','video_url':'" + url + "x'}"))
                .containsExactly("video_url too_long");
        assertThat(faults("{'model':'wan-2.7-image-to-video','image_urls':['" + url + "x']}"))
                .containsExactly("image_urls too_long");
    }
}
