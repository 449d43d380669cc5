package dev.zoetrope.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.zoetrope.dialect.VideoSize;
import dev.zoetrope.files.FormPart;
import dev.zoetrope.model.InputFile;
import dev.zoetrope.model.Member;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.validate.PlainReader;
import dev.zoetrope.validate.RequestReader;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Slot;

/** How the fields of a create become the members of its model, in a form and in JSON. */
class CreateMapperTest {
    private static final Models MODELS = Models.ofThisVersion();
    private static final RequestReader READER = PlainReader.of(MODELS);
    private static final Caller CALLER = new Caller("alice");
    private static final String PICTURE = "https://example.com/p.png";

    static List<Model> models() {
        return MODELS.all();
    }

    private static GenerationRequest form(String model, String... namesAndValues) {
        List<FormPart> parts = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parts.add(new FormPart(namesAndValues[i], namesAndValues[i + 1]));
        }
        return map(model, CreateFields.ofForm(parts));
    }

    private static GenerationRequest json(String model, String members) {
        return map(model, CreateFields.ofJson(READER.parse(("{" + members.replace('\'', '"') + "}")
                .getBytes(StandardCharsets.UTF_8))));
    }

    private static GenerationRequest map(String model, CreateFields fields) {
        return new CreateMapper(fields, MODELS.find(model), READER).map("as-sent", CALLER);
    }

    private static List<String> faults(Runnable create) {
        Failure failure = catchThrowableOfType(FailureException.class, create::run).failure();
        return failure.faults().stream().map(Fault::message).toList();
    }

    @Test
    void a_form_and_json_are_the_same_request() {
        GenerationRequest form = form("wan-2.7-image-to-video", "prompt", "a sea", "model", "as-sent", "seconds", "4", "size",
                "1280x720", "input_reference[image_url]", PICTURE, "seed", "7", "enable_safety_checker", "true",
                "negative_prompt", "12");

        assertThat(form.model()).isEqualTo("wan-2.7-image-to-video");
        assertThat(form.mode()).isEqualTo("image-to-video");
        assertThat(form.members()).isEqualTo(Map.of("prompt", "a sea", "duration", 4, "resolution", "720p", "image_urls",
                List.of(PICTURE), "seed", 7, "enable_safety_checker", true, "negative_prompt", "12"));
        assertThat(form.dialect().name()).isEqualTo("openai");
        assertThat(form.dialect().echo()).isEqualTo(Map.of("model", "as-sent", "seconds", "4", "size", "1280x720"));
        assertThat(json("wan-2.7-image-to-video", "'prompt':'a sea','model':'as-sent','seconds':'4','size':'1280x720',"
                + "'input_reference':{'image_url':'" + PICTURE + "'},'seed':7,'enable_safety_checker':true,"
                + "'negative_prompt':'12'")).isEqualTo(form);
        assertThat(json("wan-2.7-image-to-video", "'input_reference':'" + PICTURE + "','seed':7,'seconds':4,"
                + "'size':'1280x720','enable_safety_checker':true,'prompt':'a sea','negative_prompt':'12'")).isEqualTo(form);
    }

    @Test
    void absent_fields_stay_absent() {
        GenerationRequest request = form("wan-2.7-text-to-video", "prompt", "a sea");

        assertThat(request.members()).isEqualTo(Map.of("prompt", "a sea"));
        assertThat(request.dialect().echo()).isEqualTo(Map.of("model", "as-sent"));
        assertThat(json("wan-2.7-text-to-video", "'prompt':'a sea','seconds':null,'size':null,'input_reference':null,"
                + "'model':null")).isEqualTo(request);
    }

    /** Every model with a place for a picture takes it as its first frame, else as its first reference. */
    @ParameterizedTest
    @MethodSource("models")
    void a_picture_goes_to_the_first_frame_or_to_the_first_reference(Model model) {
        Member frame = VideoSize.member(model, Slot.FIRST_FRAME);
        Member reference = VideoSize.member(model, Slot.REFERENCE_IMAGES);
        CreateFields fields = CreateFields.ofForm(List.of(new FormPart("input_reference[image_url]", PICTURE)));

        FailureException refused = catchThrowableOfType(FailureException.class,
                () -> new CreateMapper(fields, model, READER).map("m", CALLER));

        List<String> about = refused == null ? List.of()
                : refused.failure().faults().stream().map(Fault::param).filter("input_reference"::equals).toList();
        assertThat(about).isEqualTo(frame == null && reference == null ? List.of("input_reference") : List.of());
    }

    @Test
    void the_place_of_a_picture_is_the_slot_of_the_model() {
        assertThat(files("wan-2.7-image-to-video")).containsExactly(Slot.FIRST_FRAME);
        assertThat(files("veo-3.1-image-to-video")).containsExactly(Slot.FIRST_FRAME);
        assertThat(files("wan-2.7-reference-to-video")).containsExactly(Slot.REFERENCE_IMAGES);
        assertThat(files("sora-2")).containsExactly(Slot.FIRST_FRAME);
    }

    private static List<Slot> files(String model) {
        return MODELS.find(model).files(form(model, "prompt", "p", "input_reference[image_url]", PICTURE)).stream()
                .map(InputFile::slot).toList();
    }

    @Test
    void texts_of_a_form_get_the_type_of_the_member() {
        assertThat(
                form("wan-2.7-image-to-video", "image_urls[]", PICTURE, "image_urls[]", "https://example.com/l.png", "prompt",
                        "p").members().get("image_urls"))
                .isEqualTo(List.of(PICTURE, "https://example.com/l.png"));
        assertThat(form("wan-2.7-image-to-video", "image_urls", "[\"" + PICTURE + "\"]").members().get("image_urls"))
                .isEqualTo(List.of(PICTURE));
        assertThat(form("wan-2.7-image-to-video", "image_urls", PICTURE).members().get("image_urls"))
                .isEqualTo(List.of(PICTURE));
        assertThat(form("veo-3.1", "prompt", "p", "generate_audio", "False", "safety_tolerance", "5").members())
                .containsEntry("generate_audio", false).containsEntry("safety_tolerance", 5L);
        assertThat(form("veo-3.1", "prompt", "p", "safety_tolerance", "1,\"x\":2").members())
                .containsEntry("safety_tolerance", "1,\"x\":2");
        assertThat(form("wan2.5-t2v", "prompt", "p", "model_params", "{\"a\":[1]}").members())
                .containsEntry("model_params", Map.of("a", List.of(1L)));
        assertThat(form("wan-2.7-text-to-video", "prompt", "true").members()).isEqualTo(Map.of("prompt", "true"));
        assertThat(form("wan-2.7-text-to-video", "prompt", "p", "callback_url", "https://example.com/hook").callbackUrl())
                .isEqualTo("https://example.com/hook");
    }

    @Test
    void a_model_with_a_member_named_size_gets_it() {
        assertThat(form("wan2.5-t2v", "prompt", "p", "size", "16:9").members()).containsEntry("size", "16:9");
        assertThat(faults(() -> form("wan2.5-t2v", "prompt", "p", "size", "1280x720"))).singleElement().asString()
                .startsWith("size must be auto, 1:1,");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "seconds=20 | seconds must be an integer from 2 to 15 (seconds)",
            "seconds=four | seconds must be an integer",
            "seconds=04 | seconds must be an integer",
            "seconds= | seconds must be an integer",
            "size=1792x1024 | size must have a short side of 720 or 1080 pixels with this model, and its ratio follows the picture",
            "resolution=480p | resolution must be 720p or 1080p",
            "input_reference=nonsense | input_reference must be an absolute http or https URL",
            "input_reference[image_url]=ftp://x | input_reference must be an absolute http or https URL",
            "input_reference[x]=y | input_reference must have either image_url or file_id",
            "image_url=https://example.com/a.png | 'image_url' is not a member of this request",
            "seed=1.5 | seed must be an integer",
            "enable_safety_checker=yes | enable_safety_checker must be true or false",
            "seconds=4;duration=4 | seconds must not be beside duration, which has the same meaning",
            "size=1280x720;resolution=720p | size must not be beside resolution, which has the same meaning" })
    void a_fault_names_the_field_as_the_caller_wrote_it(String fields, String message) {
        String[] parts = ("prompt=p;" + (fields.startsWith("input_reference") ? "" : "input_reference=" + PICTURE + ";")
                + fields)
                .split("[=;]", -1);

        assertThat(faults(() -> form("wan-2.7-image-to-video", parts))).singleElement().asString().startsWith(message);
    }

    @Test
    void a_picture_that_is_missing_is_named_as_this_api_names_it() {
        assertThat(faults(() -> form("veo-3.1-image-to-video", "prompt", "p"))).containsExactly("input_reference is required");
        assertThat(faults(() -> form("wan-2.7-image-to-video", "prompt", "p"))).singleElement().asString()
                .startsWith("input_reference ");
    }

    @Test
    void every_fault_is_reported_at_once() {
        assertThat(faults(() -> json("wan-2.7-text-to-video", "'seconds':true,'size':7,'colour':'red',"
                + "'input_reference':{'image_url':1,'file_id':2}"))).satisfiesExactly(
                        size -> assertThat(size).startsWith("size must be one of 1280x720"),
                        reference -> assertThat(reference).startsWith("input_reference must have either"),
                        prompt -> assertThat(prompt).isEqualTo("prompt is required"),
                        seconds -> assertThat(seconds).startsWith("seconds must be an integer"),
                        colour -> assertThat(colour).isEqualTo("'colour' is not a member of this request"));
    }

    @Test
    void a_field_is_given_once_and_is_no_file() {
        assertThat(faults(() -> form("sora-2", "prompt", "a", "prompt", "b"))).containsExactly("prompt must be given once");
        assertThat(faults(() -> form("sora-2", "input_reference", "a", "input_reference[file_id]", "b")))
                .containsExactly("input_reference must be given once");
        assertThat(faults(() -> form("sora-2", "image_urls", "a", "image_urls[]", "b")))
                .containsExactly("image_urls must be given once");
    }
}
