package dev.zoetrope.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.zoetrope.video.GenerationMode;
import dev.zoetrope.video.Resolution;

/** The components are the members of the table, and the words in their constraints are those of the enums. */
class WireBodyTest {
    private static final List<RecordComponent> COMPONENTS = List.of(WireBody.class.getRecordComponents());

    private static String[] permitted(RequestField member) {
        try {
            return WireBody.class.getDeclaredField(member.component()).getAnnotation(OneOf.class).value();
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void one_component_for_each_member_in_the_same_order() {
        assertThat(COMPONENTS).extracting(RecordComponent::getName)
                .containsExactly(Arrays.stream(RequestField.values()).map(RequestField::component).toArray(String[]::new));
    }

    @Test
    void the_words_are_those_of_the_vocabulary() {
        String[] modes = Arrays.stream(GenerationMode.values()).map(GenerationMode::value).toArray(String[]::new);
        String[] resolutions = Arrays.stream(Resolution.values()).map(Resolution::value).toArray(String[]::new);

        assertThat(permitted(RequestField.GENERATION_TYPE)).containsExactly(modes);
        assertThat(permitted(RequestField.RESOLUTION)).containsExactly(resolutions);
    }

    @Test
    void a_log_line_shows_no_prompt_and_no_url() {
        WireBody body = new WireBody("m", null, List.of("https://secret.example/"), null, "a secret prompt", null, null, null,
                null, null, null, null, null);

        assertThat(body.toString()).contains("images=1").doesNotContain("secret");
    }
}
