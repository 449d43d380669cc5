package dev.zoetrope.dialect.xai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.dialect.Translations;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Slot;

/** The bodies of {@code @ai-sdk/xai} as members of the models. */
class CreateTranslatorTest {
    private static final CreateTranslator TRANSLATOR = new CreateTranslator(Translations.names());
    private static final Translations CREATES = to(null);
    private static final String URL = "https://example.com/";

    private static Translations to(Slot video) {
        return new Translations(body -> TRANSLATOR.translate(body, video));
    }

    @Test
    void text_to_video_with_members_of_the_model() {
        GenerationRequest request = CREATES.read("{'model':'wan-2.7-text-to-video','prompt':'p','duration':5,"
                + "'aspect_ratio':'9:16','resolution':'720p','user':'u','seed':7,'negative_prompt':'blur'}");

        assertThat(request.members()).isEqualTo(Map.of("prompt", "p", "duration", 5, "aspect_ratio", "9:16", "resolution",
                "720p", "seed", 7, "negative_prompt", "blur"));
        assertThat(request.dialect().name()).isEqualTo("xai");
        assertThat(request.dialect().echo()).isEqualTo(Map.of("model", "wan-2.7-text-to-video"));
    }

    @Test
    void an_image_is_the_first_frame() {
        assertThat(CREATES.members("{'model':'wan-2.7-image-to-video','prompt':'p','image':{'url':'" + URL + "1.png'}}"))
                .isEqualTo(Map.of("prompt", "p", "image_urls", List.of(URL + "1.png")));
    }

    @Test
    void reference_images() {
        assertThat(CREATES.members("{'model':'grok-imagine-reference-to-video','prompt':'p','reference_images':[{'url':'" + URL
                + "1.png'},{'url':'" + URL + "2.png'}]}"))
                .isEqualTo(Map.of("prompt", "p", "reference_image_urls", List.of(URL + "1.png", URL + "2.png")));
    }

    @Test
    void a_video_is_changed_or_continued() {
        String video = "'prompt':'p','video':{'url':'" + URL + "v.mp4'}}";
        String edit = "{'model':'grok-imagine-edit-video'," + video;
        String extension = "{'model':'grok-imagine-video-extension'," + video;
        Map<String, Object> members = Map.of("prompt", "p", "video_url", URL + "v.mp4");

        assertThat(CREATES.members(edit)).isEqualTo(members);
        assertThat(CREATES.members(extension)).isEqualTo(members);
        assertThat(to(Slot.SOURCE_VIDEO).members(edit)).isEqualTo(members);
        assertThat(to(Slot.CLIP).members(extension)).isEqualTo(members);
        assertThat(to(Slot.CLIP).faults(edit)).contains("video.url cannot be used with this model");
    }

    @Test
    void values_go_to_the_members_that_have_their_slots() {
        assertThat(CREATES.members("{'model':'wan2.6-t2v','prompt':'p','aspect_ratio':'16:9'}"))
                .isEqualTo(Map.of("prompt", "p", "size", "16:9"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "{'model':'wan-2.7-image-to-video','image':{'url':'x'}} | image.url must be an absolute http or https URL",
            "{'model':'wan-2.7-image-to-video','image':'https://a.b/c'} | image must be an object with a url; image.url or"
                    + " video.url is required",
            "{'model':'wan-2.7-image-to-video','image':{'url':'https://a.b/c'},'aspect_ratio':'16:9'} |"
                    + " 'aspect_ratio' is not a member of this request",
            "{'model':'wan-2.7-text-to-video','prompt':'p','reference_images':{}} | reference_images must be an array",
            "{'model':'wan-2.7-text-to-video','prompt':'p','reference_images':[{'url':'https://a.b/c'}]} |"
                    + " reference_images[0].url cannot be used with this model",
            "{'model':'wan-2.7-text-to-video','prompt':'p','reference_audios':[{'voice_id':'v'}]} |"
                    + " 'reference_audios' is not a member of this request",
            "{'model':'wan-2.7-text-to-video','duration':99} | prompt is required; duration must be an integer from 2 to 15",
            "{'model':'grok-imagine-video'} | model must name a known model: ", "{} | model is required" })
    void a_fault_has_the_name_of_this_api(String body, String message) {
        assertThat(String.join("; ", CREATES.faults(body))).startsWith(message);
    }
}
