package dev.zoetrope.dialect.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.dialect.Translations;
import dev.zoetrope.video.GenerationRequest;

/** The bodies of {@code @ai-sdk/gateway} as members of the models, and the values that have no effect. */
class CreateTranslatorTest {
    private static final CreateTranslator TRANSLATOR = new CreateTranslator(Translations.names());
    private static final String IMAGE_TO_VIDEO = "wan-2.7-image-to-video";
    private static final String TEXT_TO_VIDEO = "wan-2.7-text-to-video";
    private static final String URL = "https://example.com/";
    private static final String DIGITS = "iVBORw0KGgo=";

    private final List<Warning> warnings = new ArrayList<>();

    private Translations to(String model) {
        return new Translations(body -> TRANSLATOR.translate(model, body, warnings));
    }

    private static String url(String name) {
        return "{'type':'url','url':'" + URL + name + "'}";
    }

    private static String file(String mediaType, String data) {
        return "{'type':'file','mediaType':'" + mediaType + "','data':'" + data + "'}";
    }

    private List<String> features() {
        return warnings.stream().map(Warning::feature).toList();
    }

    @Test
    void text_to_video_as_the_client_sends_it() {
        GenerationRequest request = to(TEXT_TO_VIDEO).read("{'prompt':'p','n':1,'aspectRatio':'9:16','resolution':'1280x720',"
                + "'duration':5,'seed':7,'providerOptions':{}}");

        assertThat(request.members()).isEqualTo(
                Map.of("prompt", "p", "duration", 5, "aspect_ratio", "9:16", "resolution", "720p", "seed", 7));
        assertThat(request.dialect().name()).isEqualTo("ai-gateway");
        assertThat(request.dialect().echo()).isEqualTo(Map.of("model", TEXT_TO_VIDEO));
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ TEXT_TO_VIDEO + ", 1080x1920, 1080p, 9:16", TEXT_TO_VIDEO + ", 720x720, 720p, 1:1",
            "sora-2, 720x1280, 720p, 9:16" })
    void a_size_is_a_resolution_and_a_ratio(String model, String size, String resolution, String ratio) {
        assertThat(to(model).members("{'prompt':'p','resolution':'" + size + "'}")).containsEntry("resolution", resolution)
                .containsEntry("aspect_ratio", ratio);
    }

    @Test
    void a_resolution_may_be_a_word_of_the_model_and_null_is_absent() {
        assertThat(to(TEXT_TO_VIDEO).members("{'prompt':'p','resolution':'720P','seed':null,'image':null,'callbackUrl':null}"))
                .isEqualTo(Map.of("prompt", "p", "resolution", "720p"));
    }

    @Test
    void an_image_that_is_also_the_first_frame_is_one_file() {
        String first = file("image/png", DIGITS);

        assertThat(to(IMAGE_TO_VIDEO).members("{'image':" + first + ",'frameImages':[{'image':" + url("2.png")
                + ",'frameType':'last_frame'},{'image':" + first + ",'frameType':'first_frame'}]}"))
                .isEqualTo(Map.of("image_urls", List.of("data:;base64," + DIGITS, URL + "2.png")));
        assertThat(to(IMAGE_TO_VIDEO).members("{'image':" + url("1.png") + ",'frameImages':[{'image':" + url("2.png")
                + ",'frameType':'last_frame'}]}")).isEqualTo(Map.of("image_urls", List.of(URL + "1.png", URL + "2.png")));
    }

    @Test
    void a_file_that_is_stored_already_has_its_id() {
        String id = "file-0123456789abcdefghijklmn";

        assertThat(to(IMAGE_TO_VIDEO).members("{'image':" + file("image/png", id) + "}"))
                .isEqualTo(Map.of("image_urls", List.of(id)));
    }

    @Test
    void references_by_media_type_or_url() {
        assertThat(to("wan-2.7-reference-to-video").members("{'prompt':'p','inputReferences':[" + url("1.png") + ","
                + url("v.MP4?x=1") + "," + file("video/mp4", DIGITS) + "," + file("image/png", DIGITS) + "]}"))
                .containsEntry("reference_image_urls", List.of(URL + "1.png", "data:;base64," + DIGITS))
                .containsEntry("reference_video_urls", List.of(URL + "v.MP4?x=1", "data:;base64," + DIGITS));
        assertThat(to("wan-2.7-video-edit").members("{'prompt':'p','inputReferences':[" + url("v.mp4") + "," + url("1.png")
                + "]}")).containsEntry("video_url", URL + "v.mp4");
    }

    @Test
    void a_value_without_effect_is_a_warning_if_the_price_is_the_same() {
        assertThat(to(IMAGE_TO_VIDEO).members("{'image':" + url("1.png") + ",'aspectRatio':'16:9','fps':24,"
                + "'generateAudio':true,'providerOptions':{'alibaba':{'watermark':true}}}"))
                .isEqualTo(Map.of("image_urls", List.of(URL + "1.png")));
        assertThat(features()).containsExactly("aspectRatio", "fps", "generateAudio", "providerOptions.alibaba");
        warnings.clear();

        to(IMAGE_TO_VIDEO).members("{'image':" + url("1.png") + ",'aspectRatio':'adaptive'}");
        assertThat(warnings).isEmpty();
    }

    @Test
    void options_of_this_provider_are_members_of_the_model() {
        assertThat(to(TEXT_TO_VIDEO).members("{'prompt':'p','providerOptions':{'zoetrope':{'negative_prompt':'blur',"
                + "'audio_url':'" + URL + "a.mp3','seed':null}}}"))
                .isEqualTo(Map.of("prompt", "p", "negative_prompt", "blur", "audio_url", URL + "a.mp3"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "{'prompt':'p','duration':99} | duration must be an integer from 2 to 15 (seconds)",
            "{'prompt':'p','n':2} | n must be 1", "{'prompt':'p','n':'1'} | n must be 1",
            "{'prompt':'p','resolution':'1792x1024'} | resolution must be one of 1280x720",
            "{'prompt':'p','resolution':'1000x1000','aspectRatio':'1:1'} | resolution must be one of 1280x720",
            "{'prompt':'p','resolution':5} | resolution must be a string",
            "{'prompt':'p','aspectRatio':'adaptive'} | aspectRatio must be 16:9",
            "{'prompt':'p','seed':'x'} | seed must be an integer", "{} | prompt is required",
            "{'prompt':'p','colour':'red'} | colour is not a member of this request",
            "{'prompt':'p','providerOptions':{'zoetrope':{'colour':'red'}}} | 'colour' is not a member of this request",
            "{'prompt':'p','providerOptions':{'zoetrope':{'seed':'x'}}} | providerOptions.zoetrope.seed must be an integer",
            "{'prompt':'p','seed':1,'providerOptions':{'zoetrope':{'seed':2}}} | providerOptions.zoetrope.seed must not be given",
            "{'prompt':'p','providerOptions':{'zoetrope':{'model':'m'}}} | providerOptions.zoetrope.model must not be given",
            "{'prompt':'p','providerOptions':{'zoetrope':5}} | providerOptions.zoetrope must be an object",
            "{'prompt':'p','providerOptions':[]} | providerOptions must be an object",
            "{'prompt':'p','callbackUrl':'ftp://x'} | callbackUrl must be an absolute https URL",
            "{'prompt':'p','inputReferences':[{'type':'url','url':'https://a.b/1.png'}]} |"
                    + " inputReferences[0].url cannot be used with this model",
            "{'prompt':'p','inputReferences':{}} | inputReferences must be an array",
            "{'prompt':'p','frameImages':5} | frameImages must be an array",
            "{'prompt':'p','frameImages':[{'image':{},'frameType':'middle'}]} | frameImages[0] must be an object with an image",
            "{'prompt':'p','frameImages':[{'image':{},'frameType':'last_frame'}]} | frameImages[0].image must be an object",
            "{'prompt':'p','image':'https://a.b/c'} | image must be an object with a type" })
    void a_fault_has_the_name_of_this_api(String body, String message) {
        assertThat(String.join("; ", to(TEXT_TO_VIDEO).faults(body))).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = { "{} | image or video_url is required",
            "{'image':{'type':'url','url':'x'}} | image.url must be an absolute http or https URL",
            "{'image':{'type':'file','data':5}} | image.data must be a string",
            "{'image':{'type':'url','url':'https://a.b/1'},'frameImages':[{'image':{'type':'url','url':'https://a.b/2'},"
                    + "'frameType':'first_frame'}]} | frameImages[0].image.url cannot be used with this model together",
            "{'image':{'type':'url','url':'https://a.b/1'},'providerOptions':{'zoetrope':{'image_urls':['https://a.b/2']}}} |"
                    + " image.url must not be given" })
    void a_fault_of_a_picture(String body, String message) {
        assertThat(String.join("; ", to(IMAGE_TO_VIDEO).faults(body))).startsWith(message);
    }

    @Test
    void an_unknown_model_is_the_only_fault() {
        assertThat(to("no/model").faults("{'n':2}")).singleElement()
                .satisfies(fault -> assertThat(fault).startsWith("model must name a known model: "));
    }
}
