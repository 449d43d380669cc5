package dev.zoetrope.upstream.dashscope;

import static dev.zoetrope.upstream.dashscope.Bodies.model;
import static dev.zoetrope.upstream.dashscope.Bodies.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;

/** What the vendor has no place for. The fault names the member of the caller. */
class ObstacleTest {
    private static final DashScopeProtocol PROTOCOL = new DashScopeProtocol();
    private static final String U = "\"https://media.example/a\"";

    private static Fault obstacle(String id, String members) {
        return PROTOCOL.obstacle(request(model(id), members), model(id));
    }

    /** A model that takes any number of files of the slots of image-to-video. */
    private static Model frames() {
        return Models.of("frames.yaml", """
                ids: { frames: {} }
                members:
                  first: { type: urls, slot: first_frame, media: image }
                  last: { type: urls, slot: last_frame, media: image }
                  clip: { type: urls, slot: clip, media: clip }
                  sound: { type: urls, slot: audio, media: audio }
                """).find("frames");
    }

    private static Model modelWith(String member) {
        return Models.of("one.yaml", "ids: { one: {} }\nmembers:\n  prompt: { type: string, slot: prompt }\n  " + member + "\n")
                .find("one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "wan-2.7-text-to-video|{'prompt':'p','audio_url':U,'seed':1,'negative_prompt':'n','enable_prompt_expansion':true}",
            "wan-2.7-image-to-video|{'image_urls':[U]}", "wan-2.7-image-to-video|{'image_urls':[U,U],'audio_url':U}",
            "wan-2.7-image-to-video|{'video_url':U,'prompt':'p'}",
            "wan-2.7-reference-to-video|{'prompt':'p','reference_image_urls':[U,U,U],'reference_video_urls':[U,U]}",
            "wan-2.7-video-edit|{'prompt':'p','video_url':U,'reference_image_url':U,'audio_setting':'auto'}" })
    void creates_of_wan_2_7_are_carried(String id, String members) {
        assertThat(obstacle(id, members.replace('\'', '"').replace("U", U))).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "wan-2.7-text-to-video|{'prompt':'p','enable_safety_checker':true}|enable_safety_checker",
            "wan-2.7-reference-to-video|{'prompt':'p','reference_image_urls':[U],'multi_shots':false}|multi_shots",
            "wan-2.7-reference-to-video|{'prompt':'p'}|reference_image_urls",
            "wan-2.7-reference-to-video|{'prompt':'p','reference_image_urls':[U,U,U,U],'reference_video_urls':[U,U]}"
                    + "|reference_video_urls",
            "wan-2.7-image-to-video|{'video_url':U,'audio_url':U}|audio_url" })
    void a_member_without_a_place_is_named(String id, String members, String named) {
        Fault fault = obstacle(id, members.replace('\'', '"').replace("U", U));

        assertThat(fault.param()).isEqualTo(named);
        assertThat(fault.code()).isEqualTo("unsupported_by_vendor");
        assertThat(fault.message()).startsWith(named + " ").contains("this vendor");
    }

    /** The closed list of image-to-video: six sets, and nothing else. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "first, -", "first last, -", "first sound, -", "first last sound, -", "clip, -",
            "last clip, -", "clip sound, sound", "clip last sound, sound", "clip first, clip", "first last clip sound, clip",
            "last, last", "sound, sound", "last sound, last", "first first, first", "clip clip, clip", "first last last, last",
            "first sound sound, sound" })
    void files_go_together_as_in_the_list_of_the_vendor(String files, String named) {
        Map<String, StringBuilder> lists = new LinkedHashMap<>();
        for (String file : files.split(" ", -1)) {
            lists.merge(file, new StringBuilder(U), (list, more) -> list.append(',').append(more));
        }
        StringBuilder members = new StringBuilder();
        lists.forEach((file, list) -> members.append(members.isEmpty() ? "" : ",").append("\"").append(file).append("\":[")
                .append(list).append(']'));

        Fault fault = PROTOCOL.obstacle(request(frames(), "{" + members + "}"), frames());

        assertThat(fault == null ? null : fault.param()).isEqualTo(named);
    }

    @Test
    void an_image_to_video_without_a_file_names_the_missing_one() {
        Fault fault = PROTOCOL.obstacle(request(frames(), "{}"), frames());

        assertThat(fault.message()).isEqualTo("first is needed by this vendor for this kind of video");
    }

    @ParameterizedTest
    @ValueSource(strings = { "sounds: { type: urls, slot: audio, media: audio }",
            "videos: { type: urls, slot: source_video, media: clip }" })
    void a_kind_with_one_file_takes_no_second_one(String member) {
        Model model = modelWith(member);
        String name = member.substring(0, member.indexOf(':'));

        assertThat(PROTOCOL.obstacle(request(model, "{\"prompt\":\"p\",\"" + name + "\":[" + U + "]}"), model)).isNull();
        assertThat(
                PROTOCOL.obstacle(request(model, "{\"prompt\":\"p\",\"" + name + "\":[" + U + "," + U + "]}"), model).param())
                .isEqualTo(name);
    }

    @Test
    void a_reference_to_video_takes_one_first_frame_besides_its_references() {
        Model model = Models.of("r.yaml", """
                ids: { r: {} }
                members:
                  start: { type: urls, slot: first_frame, media: image }
                  likeness: { type: url, slot: reference_images, media: image }
                """).find("r");

        assertThat(PROTOCOL.obstacle(request(model, "{\"start\":[" + U + "],\"likeness\":" + U + "}"), model)).isNull();
        assertThat(PROTOCOL.obstacle(request(model, "{\"start\":[" + U + "," + U + "],\"likeness\":" + U + "}"), model).param())
                .isEqualTo("start");
        assertThat(PROTOCOL.obstacle(request(model, "{\"start\":[" + U + "]}"), model).param()).isEqualTo("likeness");
    }

    /** Such a member has no slot of its own: what it is follows from the mode. */
    @Test
    void the_slots_of_a_mode_are_those_of_its_create() {
        Model model = Models.of("modes.yaml", """
                ids: { modes: {} }
                members:
                  how: { type: string, nullable: true, told_by: modes }
                  pictures: { type: urls, items: 1..3, media: image }
                modes:
                  - { name: frames, has: { pictures: 2 }, slots: { pictures: [first_frame, last_frame] } }
                  - { name: wrong, has: { pictures: 1 }, slots: { pictures: last_frame } }
                  - { name: none, has: { pictures: 0 } }
                """).find("modes");

        assertThat(PROTOCOL.obstacle(request(model, "{\"pictures\":[" + U + "," + U + "]}"), model)).isNull();
        assertThat(PROTOCOL.obstacle(request(model, "{\"pictures\":[" + U + "]}"), model).param()).isEqualTo("pictures");
        assertThat(PROTOCOL.obstacle(request(model, "{}"), model).param()).isEqualTo("pictures");
    }

    @Test
    void a_member_that_the_model_does_not_define_goes_to_a_vendor_of_the_same_protocol_only() {
        GenerationRequest request = request(model("wan-2.7-text-to-video"), "{\"prompt\":\"p\"}", Map.of("style", "film"));

        assertThat(PROTOCOL.obstacle(request, model("wan-2.7-text-to-video")).param()).isEqualTo("style");
    }

    @Test
    void a_stored_member_that_the_model_no_longer_has_is_an_obstacle() {
        GenerationRequest stored = new GenerationRequest("wan-2.7-text-to-video", null, false,
                Map.of("prompt", "p", "fps", 24), null, Map.of());

        assertThat(PROTOCOL.obstacle(stored, model("wan-2.7-text-to-video")).param()).isIn("fps");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "style: { type: string }|'style':'film'", "sound: { type: boolean, slot: audio_on }|'sound':true",
            "setting: { type: string, slot: audio_setting }|'setting':'auto'",
            "texts: { type: strings, slot: negative_prompt }|'texts':['a']",
            "more: { type: object, slot: negative_prompt }|'more':{}",
            "voices: { type: urls, slot: reference_audios, media: audio }|'voices':[U]",
            "prompt2: { type: string, slot: prompt }|'prompt2':'p'" })
    void a_member_of_an_own_model_without_a_place_is_named(String member, String given) {
        Model model = modelWith(member);
        String name = member.substring(0, member.indexOf(':'));

        Fault fault = PROTOCOL.obstacle(request(model, "{" + given.replace('\'', '"').replace("U", U) + "}"), model);

        assertThat(fault.param()).isEqualTo(name);
        assertThat(PROTOCOL.obstacle(request(model, "{\"prompt\":\"p\"}"), model)).as("the member is absent").isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "last: { type: url, slot: last_frame, media: image }",
            "a: { type: urls, slot: [reference_images, last_frame], media: image }",
            "a: { type: urls, slot: [source_video, first_frame], media: image }",
            "a: { type: urls, slot: [clip, reference_videos], media: clip }" })
    void a_model_with_the_pictures_of_no_kind_is_the_obstacle(String member) {
        Model model = modelWith(member);

        assertThat(PROTOCOL.obstacle(request(model, "{\"prompt\":\"p\"}"), model).param()).isEqualTo("model");
    }

    @Test
    void a_model_without_prompt_and_pictures_is_the_obstacle() {
        Model model = Models.of("n.yaml", "ids: { n: {} }\nmembers:\n  seed: { type: integer, slot: seed }\n").find("n");

        assertThat(PROTOCOL.obstacle(request(model, "{}"), model).param()).isEqualTo("model");
    }
}
