package dev.zoetrope.dialect.dashscope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.dialect.Translations;
import dev.zoetrope.video.GenerationRequest;

/** The bodies of the vendor's clients as members of the models. */
class CreateTranslatorTest {
    private static final Translations CREATES = new Translations(new CreateTranslator(Translations.names())::translate);
    private static final String URL = "https://example.com/";

    private static String body(String model, String input, String parameters) {
        return "{'model':'" + model + "','input':{" + input + "},'parameters':{" + parameters + "}}";
    }

    @Test
    void text_to_video() {
        GenerationRequest request = CREATES.read(body("wan2.7-t2v",
                "'prompt':'a cat','negative_prompt':'blur','audio_url':'" + URL + "a.mp3'",
                "'resolution':'720P','ratio':'9:16','duration':10,'prompt_extend':true,'seed':7"));

        assertThat(request.model()).isEqualTo("wan-2.7-text-to-video");
        assertThat(request.members()).isEqualTo(Map.of("prompt", "a cat", "negative_prompt", "blur", "audio_url",
                URL + "a.mp3", "resolution", "720p", "aspect_ratio", "9:16", "duration", 10, "enable_prompt_expansion", true,
                "seed", 7));
        assertThat(request.dialect().name()).isEqualTo("dashscope");
    }

    @Test
    void image_to_video_in_the_form_with_img_url() {
        assertThat(CREATES.members(body("wan2.7-i2v", "'prompt':'p','img_url':'" + URL + "1.png'", "'resolution':'1080P'")))
                .isEqualTo(Map.of("image_urls", List.of(URL + "1.png"), "prompt", "p", "resolution", "1080p"));
    }

    @Test
    void image_to_video_in_the_form_with_media() {
        assertThat(CREATES.members(body("wan2.7-i2v", "'media':[{'type':'driving_audio','url':'" + URL + "a.mp3'},"
                + "{'type':'last_frame','url':'" + URL + "2.png'},{'type':'first_frame','url':'" + URL + "1.png'}]", "")))
                .isEqualTo(Map.of("image_urls", List.of(URL + "1.png", URL + "2.png"), "audio_url", URL + "a.mp3"));
        assertThat(CREATES.members(body("wan2.7-i2v", "'media':[{'type':'first_clip','url':'" + URL + "c.mp4'}]",
                "'duration':15"))).isEqualTo(Map.of("video_url", URL + "c.mp4", "duration", 15));
    }

    @Test
    void first_and_last_frame() {
        Map<String, Object> both = Map.of("image_urls", List.of(URL + "1.png", URL + "2.png"), "prompt", "p");

        assertThat(CREATES.members(body("wan2.7-i2v", "'prompt':'p','first_frame_url':'" + URL + "1.png',"
                + "'last_frame_url':'" + URL + "2.png'", ""))).isEqualTo(both);
        assertThat(CREATES.members(body("wan2.7-i2v", "'prompt':'p','head_frame':'" + URL + "1.png',"
                + "'tail_frame':'" + URL + "2.png'", ""))).isEqualTo(both);
    }

    @Test
    void reference_to_video() {
        Map<String, Object> references = Map.of("prompt", "p", "reference_image_urls", List.of(URL + "1.png", URL + "2.png"),
                "reference_video_urls", List.of(URL + "v.mp4?x=1"));

        assertThat(CREATES.members(body("wan2.7-r2v", "'prompt':'p','media':[{'type':'reference_image','url':'" + URL
                + "1.png'},{'type':'reference_video','url':'" + URL + "v.mp4?x=1'},{'type':'reference_image','url':'" + URL
                + "2.png'}]", ""))).isEqualTo(references);
        assertThat(CREATES.members(body("wan2.7-r2v", "'prompt':'p','reference_urls':['" + URL + "1.png','" + URL
                + "v.mp4?x=1','" + URL + "2.png']", ""))).isEqualTo(references);
        assertThat(CREATES.members(body("wan2.7-r2v", "'prompt':'p','reference_video_urls':['" + URL + "v']", "")))
                .containsEntry("reference_video_urls", List.of(URL + "v"));
    }

    @Test
    void video_edit() {
        assertThat(CREATES.members(body("wan2.7-videoedit", "'prompt':'p','media':[{'type':'video','url':'" + URL
                + "v.mp4'},{'type':'reference_image','url':'" + URL + "1.png'}]", "'audio_setting':'origin','duration':0")))
                .isEqualTo(Map.of("prompt", "p", "video_url", URL + "v.mp4", "reference_image_url", URL + "1.png",
                        "audio_setting", "origin", "duration", 0));
    }

    @Test
    void models_of_other_vendors_by_the_id_of_the_gateway() {
        assertThat(CREATES.members(body("kling-v3-image-to-video", "'prompt':'p','media':[{'type':'image','url':'" + URL
                + "1.png'}]", "'duration':5,'audio':true")))
                .isEqualTo(Map.of("image_url", URL + "1.png", "prompt", "p", "duration", 5, "generate_audio", true));
        assertThat(CREATES.members(body("vidu-q3-reference-to-video",
                "'prompt':'p','media':[{'type':'image_url','url':'" + URL + "1.png'}]", "")))
                .containsEntry("reference_image_urls", List.of(URL + "1.png"));
    }

    /** As LobeHub, ComfyUI, n8n and the vendor's SDK send it. */
    @Test
    void what_the_vendor_does_not_document_is_ignored() {
        assertThat(CREATES.members("{'model':'wan2.7-t2v','input':{'prompt':'p','extend_prompt':true,'template':null,"
                + "'function':'x'},'parameters':{'resolution':'720p','aspectRatio':'1:1','audio':true,'shot_type':'multi',"
                + "'watermark':false,'n':1,'seed':null},'task':'x'}"))
                .isEqualTo(Map.of("prompt", "p", "resolution", "720p", "aspect_ratio", "1:1"));
        assertThat(CREATES.members(body("wan2.7-i2v", "'img_url':'" + URL + "1.png'", "'ratio':'16:9'")))
                .isEqualTo(Map.of("image_urls", List.of(URL + "1.png")));
        assertThat(CREATES.members("{'model':'wan2.7-t2v','input':{'prompt':'p'}}")).isEqualTo(Map.of("prompt", "p"));
    }

    @Test
    void the_documented_name_of_a_value_comes_first() {
        assertThat(CREATES.members(body("wan2.7-t2v", "'prompt':'p'",
                "'size':'1280*720','aspectRatio':'1:1','ratio':'3:4','resolution':'1080P'")))
                .containsEntry("aspect_ratio", "3:4").containsEntry("resolution", "1080p");
    }

    @ParameterizedTest
    @CsvSource({ "1280*720, 720p, 16:9", "720*1280, 720p, 9:16", "960*960, 720p, 1:1", "1104*832, 720p, 4:3",
            "1088*832, 720p, 4:3", "832*1088, 720p, 3:4", "1920*1080, 1080p, 16:9", "1440*1440, 1080p, 1:1",
            "1632*1248, 1080p, 4:3", "1248*1648, 1080p, 3:4", "1280x720, 720p, 16:9" })
    void a_size_is_a_resolution_and_a_ratio(String size, String resolution, String ratio) {
        assertThat(CREATES.members(body("wan-of-old", "'prompt':'p'", "'size':'" + size + "'")))
                .isEqualTo(Map.of("prompt", "p", "resolution", resolution, "aspect_ratio", ratio));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = { "'1000*1000'", "'1280*600'", "'large'", "720", "'00*00'", "'1280*720*2'" })
    void another_size_is_refused_as_its_price_is_another(String size) {
        assertThat(CREATES.faults(body("wan-of-old", "'prompt':'p'", "'size':" + size))).singleElement()
                .satisfies(fault -> assertThat(fault).startsWith("parameters.size must be a size of 480P, 720P or 1080P"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "{'model':'wan2.7-t2v','input':'p'} | input must be an object; input.prompt is required",
            "{'model':'wan2.7-t2v','input':{'prompt':'p'},'parameters':[]} | parameters must be an object",
            "{'model':'wan2.7-t2v','input':{'prompt':5}} | input.prompt must be a string",
            "{'model':'wan2.7-t2v','input':{'prompt':'p'},'parameters':{'duration':99}} |"
                    + " parameters.duration must be an integer from 2 to 15 (seconds)",
            "{'model':'wan2.7-t2v','input':{'prompt':'p'},'parameters':{'duration':'5'}} |"
                    + " parameters.duration must be an integer",
            "{'model':'wan2.7-t2v','input':{'prompt':'p'},'parameters':{'resolution':'2K'}} |"
                    + " parameters.resolution must be 720p or 1080p",
            "{'model':'wan2.7-t2v','input':{'prompt':'p','img_url':'https://a.b/c'}} |"
                    + " input.img_url cannot be used with this model",
            "{'model':'wan2.7-i2v','input':{'img_url':'aGVsbG8='}} | input.img_url must be an absolute http or https URL",
            "{'model':'wan2.7-i2v','input':{'media':{}}} | input.media must be an array;"
                    + " input.img_url or input.media (first_clip) is required",
            "{'model':'wan2.7-i2v','input':{'media':[{'type':'x','url':'https://a.b/c'}]}} |"
                    + " input.media[0] must be an object with a url and a type: ",
            "{'model':'wan2.7-i2v','input':{'media':[{'type':'first_frame'}]}} | input.media[0].url must not contain null",
            "{'model':'wan2.7-i2v','input':{'media':[{'type':'first_frame','url':'https://a.b/c','reference_voice':"
                    + "'https://a.b/v'}]}} | input.media[0].reference_voice cannot be used with this model",
            "{'model':'wan2.7-r2v','input':{'prompt':'p','reference_urls':['https://a.b/1.png','']}} |"
                    + " input.media (reference_image) must not contain null or an empty string",
            "{'model':'wan2.7-unknown'} | model must name a known model: ", "{} | model is required",
            "{'model':5} | model must be a string" })
    void a_fault_has_the_name_of_this_api(String body, String message) {
        assertThat(String.join("; ", CREATES.faults(body))).startsWith(message);
    }
}
