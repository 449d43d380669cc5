package dev.zoetrope.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model file is compiled with all its words, or refused with the file, the line and the word. */
class ModelFileTest {
    private static final String MEMBERS = "members: { prompt: { type: string, max_chars: 10 } }\n";

    private static String fault(String text) {
        Throwable thrown = catchThrowable(() -> ModelFile.compile("own.yaml", text));
        assertThat(thrown).isInstanceOf(ModelFileException.class);
        return thrown.getMessage();
    }

    @Test
    void a_short_file_is_a_model() {
        List<Model> models = ModelFile.compile("own.yaml", "ids: { my-model: {} }\n" + MEMBERS);

        assertThat(models).singleElement().satisfies(model -> {
            assertThat(model.id()).isEqualTo("my-model");
            assertThat(model.title()).isEqualTo("my-model");
            assertThat(model.estimate()).isNull();
            assertThat(model.modes()).isEmpty();
            assertThat(model.members()).extracting(Member::name).containsExactly("prompt");
        });
    }

    @Test
    void a_file_and_an_id_may_name_a_family() {
        assertThat(families("ids: { a: {}, b: { family: other } }\nfamily: wan-2.7\n")).containsExactly("wan-2.7", "other");
        assertThat(families("ids: { a: {}, b: { family: other } }\n")).containsExactly(null, "other");
        assertThat(fault("ids: { a: { family: '' } }\n" + MEMBERS)).startsWith("own.yaml, line 1: a family has 1 to 100");
    }

    private static List<String> families(String head) {
        return ModelFile.compile("own.yaml", head + MEMBERS).stream().map(Model::family).toList();
    }

    @Test
    void media_have_facts() {
        Model model = ModelFile.compile("own.yaml", """
                ids: { m: {} }
                members:
                  image: { type: url, media: { kind: image, megabytes: 10, pixels: 300.., ratio: 0.4..2.5, formats: [PNG] } }
                  clip: { type: url, media: { kind: clip, seconds: 3..60, pixels: 320..2160 } }
                """).get(0);

        assertThat(model.member("image").media()).isEqualTo(new Media(Media.Kind.IMAGE, 10, null,
                new Range(300, Double.POSITIVE_INFINITY), new Range(0.4, 2.5), List.of("PNG")));
        assertThat(model.member("clip").media()).isEqualTo(new Media(Media.Kind.CLIP, null, new Range(3, 60),
                new Range(320, 2160), null, List.of()));
    }

    @Test
    void each_id_has_its_own_members_values_and_modes() {
        List<Model> models = ModelFile.compile("own.yaml", """
                ids:
                  plain: {}
                  fast: { without: [enhance], title: Fast }
                  lite: { only: [mode, image_urls, size], narrow: { size: [720p], mode: [one] } }
                title: All
                estimate: 2m
                members:
                  mode: { type: string, told_by: modes }
                  image_urls: { type: urls, items: 1..3, media: image }
                  size: { type: string, values: [720p, 1080p], default: 720p }
                  enhance: { type: boolean }
                  seed: { type: integer }
                modes:
                  - { name: one, has: { image_urls: 1 } }
                  - { name: several, has: { image_urls: 2..3 } }
                rules:
                  - { when: { id: plain, size: 1080p }, then: { seed: forbidden } }
                """);

        assertThat(models).extracting(Model::id).containsExactly("plain", "fast", "lite");
        assertThat(models).extracting(Model::title).containsExactly("All", "Fast", "All");
        assertThat(models.get(0).estimate()).hasMinutes(2);
        assertThat(models.get(1).member("enhance")).isNull();
        assertThat(models.get(1).rules()).isEmpty();
        assertThat(models.get(0).rules()).containsExactly("seed must be absent if size is 1080p");
        assertThat(models.get(2).members()).extracting(Member::name).containsExactly("mode", "image_urls", "size");
        assertThat(models.get(2).member("size").allowed().values()).containsExactly("720p");
        assertThat(models.get(2).modes()).extracting(Mode::name).containsExactly("one");
    }

    private static final String NARROWED = """
            ids: { a: { narrow: { %s } } }
            members:
              size: { type: string, values: [s, m], alias: { small: s, medium: m }, default: m }
              seconds: { type: integer, range: 2..10, also: 0 }
              scale: { type: number, range: 0.5..2 }
              images: { type: urls, media: image }
              kind: { type: string, told_by: modes }
            modes: [{ name: one }, { name: two }]
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "size: [s, l]|'l' is not a value of size",
            "size: []|at least one value is needed", "seconds: 2..11|'2..11' is not within the range of seconds",
            "seconds: [1]|'1' is not a value of seconds", "scale: 0..1|'0..1' is not within the range of scale",
            "images: [a]|single values have a meaning for the types string, integer and boolean only",
            "kind: [three]|'three' is not a value of kind" })
    void values_can_only_become_fewer(String narrow, String message) {
        assertThat(fault(NARROWED.formatted(narrow))).startsWith("own.yaml, line 1: " + message);
    }

    @Test
    void fewer_values_have_fewer_spellings_and_another_default() {
        Model model = ModelFile.compile("own.yaml",
                NARROWED.formatted("size: small, seconds: 3..4, scale: 0.5..1, kind: two")).get(0);

        assertThat(model.member("size").allowed().contains("small")).isTrue();
        assertThat(model.member("size").allowed().contains("medium")).isFalse();
        assertThat(model.member("size").defaultValue()).isNull();
        assertThat(model.member("seconds").expectation()).isEqualTo("must be an integer from 3 to 4");
        assertThat(model.member("scale").expectation()).isEqualTo("must be a number from 0.5 to 1");
        assertThat(model.modes()).extracting(Mode::name).containsExactly("two");
    }

    @Test
    void a_mode_whose_members_an_id_does_not_have_is_no_mode_of_it() {
        String file = """
                ids: { all: {}, lite: { without: [clip] } }
                members:
                  kind: { type: string, told_by: modes }
                  image: { type: url, media: image }
                  clip: { type: url, media: clip }
                modes: [{ name: still, has: { image: 1 } }, { name: moving, has: { clip: 1 } }]
                sum: { of: [clip], max: 1 }
                """;
        Model lite = ModelFile.compile("own.yaml", file).get(1);

        assertThat(lite.modes()).extracting(Mode::name).containsExactly("still");
        assertThat(lite.rules()).isEmpty();
        assertThat(lite.read(Map.of("kind", "moving", "image", "https://example.com/a")).findings())
                .extracting(Finding::predicate).containsExactly("must be still");
        assertThat(fault(file.replace("without: [clip]", "without: [clip, image]"))).contains(
                "an id has kind, but none of the modes");
        assertThat(fault(file.replace("clip: { type: url, media: clip }", "clip: { type: string, told_by: modes }")))
                .contains("only one member can tell the mode");
    }

    @Test
    void a_value_is_what_the_file_says_and_not_what_yaml_makes_of_it() {
        Model model = ModelFile.compile("own.yaml", """
                ids: { m: {} }
                members:
                  ratio: { type: string, values: [16:9, 9:16, no] }
                  keep: { type: string, values: [yes, no], default: no }
                """).get(0);

        assertThat(model.member("ratio").allowed().values()).containsExactly("16:9", "9:16", "no");
        assertThat(model.member("keep").defaultValue()).isEqualTo("no");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "prompt: { type: strin }|'strin' is not a type; there are string, integer, number, boolean, url, urls, strings",
            "safety: { type: any, values: [1] }|'values' has no meaning for the type any",
            "safety: { type: any, default: 1 }|has no meaning for the type any",
            "prompt: { max_chars: 5 }|prompt has no type",
            "_prompt: { type: string }|the name of a member has 1 to 64 letters, digits and underscores",
            "'pro mpt': { type: string }|the name of a member has 1 to 64 letters, digits and underscores",
            "prompt: { type: string, max_char: 5 }|'max_char' is not a word of this place; the words are alias, also, default",
            "prompt: { type: string, max_chars: none }|must be an integer of 1 or more",
            "prompt: { type: string, required: maybe }|must be true or false",
            "prompt: { type: string, items: 1..2 }|'items' has no meaning for the type string",
            "prompt: { type: string, slot: promt }|'promt' is not a slot; there are prompt, negative_prompt, first_frame",
            "prompt: { type: string, told_by: modes }|the word after told_by is modes, for a string in a file that has modes",
            "seed: { type: integer, range: 5..1 }|must be a range such as 2..15, 1.. or 4, the lower end first",
            "seed: { type: integer, range: a..b }|must be a range such as",
            "seed: { type: integer, values: [a] }|must be an integer",
            "seed: { type: integer, range: 1..3, default: 4 }|the default '4' is not a permitted value",
            "size: { type: string, values: [a], alias: { b: c } }|'b: c' does not lead from a new word to one of the values",
            "size: { type: string, values: [a], alias: { a: a } }|'a: a' does not lead from a new word to one of the values",
            "size: { type: string, values: [] }|at least one value is needed",
            "seed: { type: integer, also: 0 }|also needs a range",
            "seed: { type: integer, range: 0..1e300 }|must be a range such as",
            "seed: { type: integer, range: -Infinity..5 }|must be a range such as",
            "seed: { type: integer, required: true, default: 1 }|a required member, and one that tells the mode, has no default",
            "seed: { type: integer, send_default: true }|send_default needs a default",
            "id: { type: string }|'id' is a member of every create or a word of rules",
            "image: { type: url }|image has no media: image, clip or audio",
            "image: { type: url, media: photo }|'photo' is not a kind of media; there are image, clip, audio",
            "image: { type: url, media: { megabytes: 5 } }|media has no kind: image, clip or audio",
            "image: { type: url, media: { kind: image, pixels: big } }|must be a range such as 2..15, 1.. or 4",
            "image: { type: url, media: { kind: image, ratio: '1:2..2:1' } }|must be a range such as 2..15, 1.. or 4",
            "image: { type: url, media: { kind: image, pixel: 300 } }|'pixel' is not a word of this place; the words are formats,",
            "image: { type: url, slot: [first_frame, last_frame], media: image }|only a member of type urls has a slot for each",
            "model: { type: string }|'model' is a member of every create or a word of rules" })
    void a_wrong_word_of_a_member_is_named_with_its_line(String member, String message) {
        assertThat(fault("ids: { m: {} }\n\nmembers:\n  " + member + "\n")).startsWith("own.yaml, line 4: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "any_of: [prompt, image]|'image' is not a member of this file",
            "one_of: [[prompt], [image]]|'image' is not a member of this file",
            "sum: { of: [prompt] }|a sum has the words of and max",
            "modes: [{ has: { prompt: 1 } }]|a mode has no name",
            "modes: [{ name: a }, { name: a }]|the mode 'a' is there twice",
            "modes: [{ name: a, has: { image: 1 } }]|'image' is not a member of this file",
            "rules: [{ when: { prompt: present } }]|a rule has the words when and then",
            "rules: [{ when: { id: other }, then: { prompt: required } }]|'other' is not an id of this file",
            "rules: [{ when: { x: present }, then: { prompt: required } }]|'x' is not a member of this file",
            "sum: { of: [prompt], min: 3, max: 2 }|min is greater than max",
            "rules: [{ when: { prompt: present }, then: { prompt: short } }]|a text can only be forbidden or required here",
            "family: wan 2.7|a family has 1 to 100 letters, digits, dots, underscores and hyphens",
            "family: [wan]|must be a word or a number",
            "estimate: soon|must be a time such as 60s or 5m",
            "modells: 1|'modells' is not a word of this place",
            "members: {}|'members' is there twice" })
    void a_wrong_word_of_the_file_is_named_with_its_line(String line, String message) {
        assertThat(fault("ids: { m: {} }\n" + MEMBERS + line + "\n")).startsWith("own.yaml, line 3: " + message);
    }

    @Test
    void what_is_missing_is_named() {
        assertThat(fault("")).isEqualTo("own.yaml: the file is empty");
        assertThat(fault("ids: { m: {} }\n")).isEqualTo("own.yaml, line 1: the word 'members' is missing");
        assertThat(fault(MEMBERS)).isEqualTo("own.yaml, line 1: the word 'ids' is missing");
        assertThat(fault("ids: { 'a b': {} }\n" + MEMBERS))
                .isEqualTo("own.yaml, line 1: an id has 1 to 100 letters, digits, dots, underscores and hyphens");
        assertThat(fault("ids: {}\n" + MEMBERS)).isEqualTo("own.yaml, line 1: at least one id is needed");
    }

    @Test
    void a_text_that_is_no_yaml_is_refused_with_its_line() {
        assertThat(fault("ids: {\nmembers: [\n")).startsWith("own.yaml, line ").contains("not valid YAML");
        assertThat(fault("- a\n- b\n")).isEqualTo("own.yaml, line 1: must be a mapping (word: value)");
        assertThat(fault("a: 1\n---\nb: 2\n")).contains("not valid YAML");
    }

    @Test
    void aliases_of_yaml_do_not_expand() {
        StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 40; i++) {
            text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertThatThrownBy(() -> ModelFile.compile("own.yaml", text.toString())).isInstanceOf(ModelFileException.class);
    }
}
