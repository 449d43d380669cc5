package dev.zoetrope.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import dev.zoetrope.model.JsonNumber;
import dev.zoetrope.model.Models;
import dev.zoetrope.video.Slot;

/** Values and files go to the members that have their slots, whatever these are called. */
class TranslatedCreateTest {
    private static final String URL = "https://example.com/";

    private static Translations of(String model, Consumer<TranslatedCreate> values) {
        return new Translations(body -> {
            TranslatedCreate create = new TranslatedCreate(Models.ofThisVersion().find(model), "their-name", "theirs",
                    Map.of(Slot.PROMPT, "their.prompt", Slot.FIRST_FRAME, "their.image"));
            values.accept(create);
            return create;
        });
    }

    private static Map<String, Object> members(String model, Consumer<TranslatedCreate> values) {
        return of(model, values).members("{}");
    }

    private static Consumer<TranslatedCreate> files(Slot... slots) {
        return create -> {
            create.put(Slot.PROMPT, "p", "their.prompt");
            for (int i = 0; i < slots.length; i++) {
                create.addFile(slots[i], URL + i, "their.file" + i);
            }
        };
    }

    @Test
    void frames_have_their_position_whatever_their_order_is() {
        assertThat(members("wan-2.7-image-to-video", files(Slot.LAST_FRAME, Slot.FIRST_FRAME)))
                .containsEntry("image_urls", List.of(URL + 1, URL + 0));
        assertThat(members("kling-v3-image-to-video", files(Slot.LAST_FRAME, Slot.FIRST_FRAME)))
                .containsEntry("image_url", URL + 1).containsEntry("image_tail_url", URL + 0);
    }

    @Test
    void files_of_one_slot_keep_their_order() {
        assertThat(members("wan-2.7-reference-to-video",
                files(Slot.REFERENCE_IMAGES, Slot.REFERENCE_VIDEOS, Slot.REFERENCE_IMAGES)))
                .containsEntry("reference_image_urls", List.of(URL + 0, URL + 2))
                .containsEntry("reference_video_urls", List.of(URL + 1));
    }

    @Test
    void a_create_states_the_mode_in_which_a_member_has_the_slot() {
        assertThat(of("veo-3.1", files(Slot.REFERENCE_IMAGES)).read("{}")).satisfies(request -> {
            assertThat(request.mode()).isEqualTo("reference-to-video");
            assertThat(request.modeStated()).isTrue();
            assertThat(request.members()).containsEntry("image_urls", List.of(URL + 0));
        });
        assertThat(of("veo-3.1", files(Slot.FIRST_FRAME)).read("{}")).satisfies(request -> {
            assertThat(request.mode()).isEqualTo("image-to-video");
            assertThat(request.modeStated()).isFalse();
        });
    }

    @Test
    void a_file_without_a_place_is_a_fault() {
        assertThat(of("wan-2.7-text-to-video", files(Slot.FIRST_FRAME)).faults("{}"))
                .containsExactly("their.file0 cannot be used with this model");
        assertThat(of("wan-2.7-image-to-video", files(Slot.CLIP, Slot.CLIP)).faults("{}"))
                .containsExactly("their.file1 cannot be used with this model together with the other files of this create");
        assertThat(of("kling-v3-image-to-video", files(Slot.LAST_FRAME)).faults("{}"))
                .containsExactly("their.image is required");
    }

    @Test
    void bare_base64_is_a_file_and_a_short_word_is_none() {
        String digits = "iVBORw0KGgo".repeat(8);

        assertThat(members("wan-2.7-image-to-video", create -> create.addFile(Slot.FIRST_FRAME, digits, "their.image")))
                .isEqualTo(Map.of("image_urls", List.of("data:;base64," + digits)));
        assertThat(of("wan-2.7-image-to-video", create -> create.addFile(Slot.FIRST_FRAME, "iVBORw0KGgo", "their.image"))
                .faults("{}")).singleElement()
                .satisfies(fault -> assertThat(fault).startsWith("their.image must be an absolute"));
    }

    @Test
    void two_values_with_one_meaning_are_a_fault() {
        assertThat(of("wan-2.7-image-to-video", create -> {
            create.putMember("image_urls", List.of(URL + 1));
            create.addFile(Slot.FIRST_FRAME, URL + 2, "their.image");
            create.put(Slot.SEED, new JsonNumber("1"), "their.seed");
            create.putMember("seed", new JsonNumber("2"), "their.options.seed");
        }).faults("{}")).satisfiesExactlyInAnyOrder(
                fault -> assertThat(fault).startsWith("their.image must not be given"),
                fault -> assertThat(fault).startsWith("their.options.seed must not be given"));
    }

    @Test
    void a_word_counts_in_any_case() {
        assertThat(members("kling-o3-text-to-video", create -> {
            files().accept(create);
            create.put(Slot.RESOLUTION, "4K", "their.resolution");
        })).containsEntry("resolution", "4k");
        assertThat(members("sora-2", create -> {
            files().accept(create);
            create.put(Slot.RATIO, "1280X720", "their.ratio");
        })).containsEntry("aspect_ratio", "1280x720");
    }

    @Test
    void a_value_without_a_member_is_reported_to_the_translator() {
        TranslatedCreate create = new TranslatedCreate(Models.ofThisVersion().find("sora-2"), "n", "d", Map.of());

        assertThat(create.put(Slot.SEED, 1, "seed")).isFalse();
        assertThat(create.put(Slot.DURATION, null, "duration")).isTrue();
    }

    @Test
    void faults_have_the_names_of_the_other_api() {
        assertThat(of("wan-2.7-image-to-video", create -> {
            create.put(Slot.SEED, "x", "their.seed");
            create.addFile(Slot.FIRST_FRAME, "ftp://x", "their.image");
            create.addFile(Slot.LAST_FRAME, 5, "their.other");
            create.addFault("their.thing", "invalid_value", "is odd");
        }).faults("{}")).satisfiesExactly(
                fault -> assertThat(fault).isEqualTo("their.thing is odd"),
                fault -> assertThat(fault).startsWith("their.image must be"),
                fault -> assertThat(fault).isEqualTo("their.other must be a string"),
                fault -> assertThat(fault).isEqualTo("their.seed must be an integer"));
        assertThat(of("wan-2.7-text-to-video", create -> {
        }).faults("{}")).containsExactly("their.prompt is required");
    }

    @Test
    void the_other_members_of_a_message_have_their_names_too() {
        assertThat(of("wan-2.7-image-to-video", files(Slot.FIRST_FRAME, Slot.CLIP)).faults("{}"))
                .containsExactly("their.file1 must not be combined with their.file0");
    }

    @Test
    void a_task_remembers_the_name_of_the_model() {
        assertThat(of("sora-2", files()).read("{}").dialect().echo()).isEqualTo(Map.of("model", "their-name"));
        assertThat(of("sora-2", files()).read("{}").dialect().name()).isEqualTo("theirs");
    }

    @Test
    void an_unknown_model_is_the_only_fault() {
        assertThat(new Translations(body -> TranslatedCreate.withUnknownModel("no-model", "theirs")).faults("{}"))
                .singleElement().satisfies(fault -> assertThat(fault).startsWith("model must name a known model: "));
        assertThat(new Translations(body -> TranslatedCreate.withUnknownModel(null, "theirs")).faults("{}"))
                .containsExactly("model is required");
    }
}
