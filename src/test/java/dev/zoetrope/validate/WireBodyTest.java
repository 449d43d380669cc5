package dev.zoetrope.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.zoetrope.video.GenerationMode;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Resolution;

/** Values that annotations repeat as constants are equal to the values of the enums and the table. */
class WireBodyTest {
    private static final List<RecordComponent> COMPONENTS = List.of(WireBody.class.getRecordComponents());

    private static <A extends java.lang.annotation.Annotation> A of(RequestField member, Class<A> type) {
        try {
            return WireBody.class.getDeclaredField(member.component()).getAnnotation(type);
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void one_component_for_each_member_in_the_same_order() {
        assertThat(COMPONENTS).extracting(RecordComponent::getName)
                .containsExactly(Arrays.stream(RequestField.values()).map(RequestField::component).toArray(String[]::new));
        assertThat(RequestField.values()).allSatisfy(
                member -> assertThat(of(member, JsonProperty.class).value()).isEqualTo(member.wireName()));
    }

    @Test
    void the_words_are_those_of_the_vocabulary() {
        String[] modes = Arrays.stream(GenerationMode.values()).map(GenerationMode::value).toArray(String[]::new);
        String[] resolutions = Arrays.stream(Resolution.values()).map(Resolution::value).toArray(String[]::new);

        assertThat(of(RequestField.GENERATION_TYPE, OneOf.class).value()).containsExactly(modes);
        assertThat(of(RequestField.GENERATION_TYPE, Schema.class).enumeration()).containsExactly(modes);
        assertThat(of(RequestField.RESOLUTION, OneOf.class).value()).containsExactly(resolutions);
        assertThat(of(RequestField.RESOLUTION, Schema.class).enumeration()).containsExactly(resolutions);
        assertThat(of(RequestField.RESOLUTION, Schema.class).defaultValue()).isEqualTo(Resolution.DEFAULT.value());
        assertThat(of(RequestField.DURATION, Schema.class).defaultValue()).isEqualTo("" + GenerationRequest.DEFAULT_DURATION);
    }

    @Test
    void the_schema_says_what_may_be_null() {
        assertThat(RequestField.values()).allSatisfy(member -> {
            Schema schema = of(member, Schema.class);
            assertThat(schema.nullable()).as(member.wireName()).isEqualTo(member.nullable());
            assertThat(schema.description()).isNotBlank();
            assertThat(schema.examples()).isNotEmpty();
        });
    }

    @Test
    void a_log_line_shows_no_prompt_and_no_url() {
        WireBody body = new WireBody("m", null, List.of("https://secret.example/"), null, "a secret prompt", null, null, null,
                null, null, null, null, null);

        assertThat(body.toString()).contains("images=1").doesNotContain("secret");
    }
}
