package dev.zoetrope.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Slot;

/** The checks that a file can ask for, each with a body that fits and one that does not. */
class ModelTest {
    private static final String URL = "https://example.com/a";

    private static Model model(String members, String... rest) {
        return ModelFile.compile("own.yaml", "ids: { m: {} }\nmembers:\n" + members.indent(2) + String.join("\n", rest)).get(0);
    }

    private static Map<String, Object> body(Object... namesAndValues) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            body.put((String) namesAndValues[i], value instanceof Integer || value instanceof Double
                    ? new JsonNumber(value.toString())
                    : value);
        }
        return body;
    }

    private static List<String> faults(Model model, Object... namesAndValues) {
        return model.read(body(namesAndValues)).findings().stream()
                .map(finding -> finding.member() + " " + finding.code() + ": " + finding.predicate()).toList();
    }

    private static List<String> urls(int count) {
        return java.util.Collections.nCopies(count, URL);
    }

    @Test
    void values_keep_their_json_types() {
        Model model = model("""
                n: { type: number }
                i: { type: integer }
                l: { type: strings }
                o: { type: object }
                os: { type: objects }
                a: { type: any }""");

        Map<String, Object> members = model.read(body("os", List.of(Map.of("a", new JsonNumber("1"))), "o", Map.of("x", true),
                "l", List.of("v"), "i", 5, "n", 0.5, "a", "6")).members();

        assertThat(members).containsExactly(Map.entry("n", new BigDecimal("0.5")), Map.entry("i", 5),
                Map.entry("l", List.of("v")), Map.entry("o", Map.of("x", true)), Map.entry("os", List.of(Map.of("a", 1L))),
                Map.entry("a", "6"));
    }

    @Test
    void a_member_of_any_type_is_sent_as_it_is() {
        Model model = model("a: { type: any, nullable: true }\nb: { type: any }");

        for (Object value : List.of("6", true, List.of(), List.of("x"), Map.of("x", List.of("y")))) {
            assertThat(faults(model, "a", value)).isEmpty();
        }
        assertThat(model.read(body("a", 6)).members()).containsExactly(Map.entry("a", 6L));
        assertThat(model.read(body("a", null)).findings()).isEmpty();
        assertThat(faults(model, "b", null)).containsExactly("b invalid_type: must not be null; leave it out instead");
        assertThat(faults(model, "a", List.of("\ud800")))
                .containsExactly("a invalid_text: must be well-formed Unicode, without unpaired surrogates");
        assertThat(faults(model, "a", new JsonNumber("1e999")))
                .containsExactly("a out_of_range: must contain only numbers in the range of a double");
    }

    @Test
    void a_value_of_another_type_is_a_fault() {
        Model model = model("""
                n: { type: number }
                o: { type: object }
                os: { type: objects }
                l: { type: strings }""");

        assertThat(faults(model, "n", "0.5")).containsExactly("n invalid_type: must be a number");
        assertThat(faults(model, "o", List.of())).containsExactly("o invalid_type: must be an object");
        assertThat(faults(model, "os", List.of("x"))).containsExactly("os invalid_type: must be an array of objects");
        assertThat(faults(model, "l", "x")).containsExactly("l invalid_type: must be an array of strings");
        assertThat(faults(model, "l", List.of(true))).containsExactly("l invalid_type: must be a string");
        assertThat(faults(model, "n", new JsonNumber("1e999")))
                .containsExactly("n out_of_range: must be in the range of a double");
        assertThat(faults(model, "o", Map.of("a", "\ud800")))
                .containsExactly("o invalid_text: must be well-formed Unicode, without unpaired surrogates");
    }

    @Test
    void a_list_without_a_limit_has_one_of_a_hundred() {
        Model model = model("images: { type: urls, media: image }");

        assertThat(faults(model, "images", urls(100))).isEmpty();
        assertThat(faults(model, "images", urls(101)))
                .containsExactly("images invalid_value: must contain at most 100 elements");
    }

    @Test
    void a_required_member_is_required_even_as_null() {
        Model model = model("prompt: { type: string, required: true }");

        assertThat(faults(model)).containsExactly("prompt required: is required");
        assertThat(faults(model, "prompt", null)).containsExactly("prompt required: is required");
        assertThat(faults(model, "prompt", "")).isEmpty();
    }

    @Test
    void a_range_may_have_words_besides() {
        Model model = model("duration: { type: integer, slot: duration, range: 4..15, also: -1, default: 5 }");

        assertThat(faults(model, "duration", -1)).isEmpty();
        assertThat(faults(model, "duration", 4)).isEmpty();
        assertThat(faults(model, "duration", 0))
                .containsExactly("duration out_of_range: must be an integer from 4 to 15, or -1 (seconds)");
    }

    @Test
    void an_integer_may_be_one_of_some() {
        Model model = model("duration: { type: integer, slot: duration, values: [4, 6, 8], default: 8 }");

        assertThat(faults(model, "duration", 6)).isEmpty();
        assertThat(faults(model, "duration", 5)).containsExactly("duration out_of_range: must be 4, 6 or 8 (seconds)");
    }

    @Test
    void a_word_may_have_other_spellings() {
        Model model = model(
                """
                        ratio: { type: string, slot: ratio, values: ["16:9", "9:16"], alias: { 1280x720: "16:9" }, default: "9:16" }""");
        Model.Reading reading = model.read(body("ratio", "1280x720"));

        assertThat(reading.findings()).isEmpty();
        assertThat(reading.members()).containsExactly(Map.entry("ratio", "1280x720"));
        assertThat(model.slot(request(reading), Slot.RATIO)).isEqualTo("16:9");
        assertThat(model.slot(request(model.read(body())), Slot.RATIO)).isEqualTo("9:16");
        assertThat(faults(model, "ratio", "1x1")).containsExactly("ratio invalid_value: must be 16:9 or 9:16");
    }

    @Test
    void one_of_some_members_is_needed_and_not_two() {
        Model model = model("""
                prompt: { type: string }
                multi_prompt: { type: objects }""", "one_of: [prompt, multi_prompt]");

        assertThat(faults(model)).containsExactly("prompt required: or multi_prompt is required");
        assertThat(faults(model, "prompt", "p")).isEmpty();
        assertThat(faults(model, "prompt", "p", "multi_prompt", List.of(Map.of())))
                .containsExactly("multi_prompt invalid_value: must not be combined with prompt");
        assertThat(model.rules()).containsExactly("exactly one of prompt and multi_prompt is required");
    }

    @Test
    void lists_have_a_sum() {
        Model model = model("""
                images: { type: urls, items: 0..9, media: image }
                clips: { type: urls, items: 0..3, media: clip }""", "sum: { of: [images, clips], max: 10 }");

        assertThat(faults(model, "images", urls(9), "clips", urls(1))).isEmpty();
        assertThat(faults(model, "images", urls(9), "clips", urls(2)))
                .containsExactly("clips invalid_value: must have at most 10 elements together with images");
        assertThat(faults(model, "images", urls(10))).containsExactly("images invalid_value: must contain 0 to 9 images");
        assertThat(faults(model)).isEmpty();
    }

    @Test
    void a_rule_narrows_forbids_and_requires() {
        Model model = model("""
                resolution: { type: string, values: [720p, 1080p], default: 1080p }
                duration: { type: integer, slot: duration, values: [4, 8], default: 8 }
                voices: { type: strings }
                audio: { type: boolean, default: false }""", """
                rules:
                  - { when: { resolution: 1080p }, then: { duration: 8 } }
                  - { when: { voices: present }, then: { audio: true } }
                  - { when: { audio: true, resolution: 720p }, then: { voices: required } }
                  - { when: { duration: 4 }, then: { voices: forbidden } }""");

        assertThat(faults(model)).isEmpty();
        assertThat(faults(model, "duration", 4))
                .containsExactly("duration out_of_range: must be 8 (seconds) if resolution is 1080p");
        assertThat(faults(model, "duration", 4, "resolution", "720p")).isEmpty();
        assertThat(faults(model, "voices", List.of("v")))
                .containsExactly("audio invalid_value: must be true if voices is present");
        assertThat(faults(model, "voices", List.of("v"), "audio", true)).isEmpty();
        assertThat(faults(model, "audio", true, "resolution", "720p"))
                .containsExactly("voices required: is required if audio is true and resolution is 720p");
        assertThat(faults(model, "duration", 4, "resolution", "720p", "voices", List.of("v"), "audio", true))
                .containsExactly("voices invalid_value: must be absent if duration is 4");
    }

    @Test
    void the_mode_is_told_or_inferred_and_may_be_sent() {
        Model model = model("""
                kind: { type: string, nullable: true, told_by: modes, send_default: true }
                images: { type: urls, items: 0..3, slot: [first_frame, last_frame], media: image }
                duration: { type: integer, slot: duration, values: [4, 8], default: 8 }""", """
                modes:
                  - { name: text, has: { images: 0 } }
                  - { name: frame, has: { images: 1 } }
                  - { name: references, has: { images: 1..3 }, slots: { images: reference_images } }
                rules:
                  - { when: { kind: references }, then: { duration: 8 } }""");
        Model.Reading frame = model.read(body("images", urls(1)));
        Model.Reading references = model.read(body("kind", "references", "images", urls(2)));

        assertThat(model.read(body()).mode()).isEqualTo("text");
        assertThat(frame.mode()).isEqualTo("frame");
        assertThat(frame.modeStated()).isFalse();
        assertThat(model.toSend(request(frame))).containsExactly(Map.entry("kind", "frame"), Map.entry("images", urls(1)));
        assertThat(model.files(request(frame))).containsExactly(new InputFile(Slot.FIRST_FRAME, "images[0]", URL));
        assertThat(references.modeStated()).isTrue();
        assertThat(references.members()).containsOnlyKeys("images");
        assertThat(model.files(request(references))).extracting(InputFile::slot)
                .containsExactly(Slot.REFERENCE_IMAGES, Slot.REFERENCE_IMAGES);
        assertThat(faults(model, "images", urls(2), "duration", 4))
                .containsExactly("duration out_of_range: must be 8 (seconds) if kind is references");
        assertThat(faults(model, "kind", "text", "images", urls(1)))
                .containsExactly("images invalid_value: must be absent for text");
        assertThat(faults(model, "kind", "frame")).containsExactly("images required: is required for frame");
        assertThat(faults(model, "kind", "other")).containsExactly("kind invalid_value: must be text, frame or references");
    }

    /** The body tells the mode or not: a rule that asks for the word itself sees the body, one about its value the mode. */
    @Test
    void an_inferred_mode_does_not_count_as_stated() {
        Model model = model("""
                kind: { type: string, told_by: modes }
                style: { type: string }
                loud: { type: boolean }""", """
                modes: [{ name: one }]
                rules:
                  - { when: { kind: present }, then: { style: forbidden } }
                  - { when: { kind: one }, then: { loud: required } }""");

        assertThat(faults(model, "style", "s", "loud", true)).isEmpty();
        assertThat(faults(model, "style", "s")).containsExactly("loud required: is required if kind is one");
        assertThat(faults(model, "kind", "one", "style", "s", "loud", true))
                .containsExactly("style invalid_value: must be absent if kind is present");
    }

    /** A create that was stored before the file changed was promised to its caller as it is. */
    @Test
    void a_stored_member_that_the_file_no_longer_has_is_sent() {
        Model model = model("prompt: { type: string }");

        assertThat(model.toSend(new GenerationRequest("m", null, false, Map.of("style", "film"), null, Map.of())))
                .containsExactly(Map.entry("style", "film"));
    }

    @Test
    void a_default_is_sent_only_if_the_file_says_so() {
        Model model = model("""
                size: { type: string, values: [a, b], default: a }
                style: { type: string, values: [c, d], default: c, send_default: true }""");

        assertThat(model.toSend(request(model.read(body())))).containsExactly(Map.entry("style", "c"));
        assertThat(model.toSend(request(model.read(body("size", "b", "style", "d")))))
                .containsExactly(Map.entry("size", "b"), Map.entry("style", "d"));
    }

    private static GenerationRequest request(Model.Reading reading) {
        return new GenerationRequest("m", reading.mode(), reading.modeStated(), reading.members(), null, Map.of());
    }
}
