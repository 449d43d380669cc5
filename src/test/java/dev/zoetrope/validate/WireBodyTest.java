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

/** What is said twice (for annotations need constants) is said the same. */
class WireBodyTest {
    private static final List<RecordComponent> COMPONENTS = List.of(WireBody.class.getRecordComponents());

    private static <A extends java.lang.annotation.Annotation> A of(Member member, Class<A> type) {
        try {
            return WireBody.class.getDeclaredField(member.component()).getAnnotation(type);
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void oneComponentForEachMemberInTheSameOrder() {
        assertThat(COMPONENTS).extracting(RecordComponent::getName)
                .containsExactly(Arrays.stream(Member.values()).map(Member::component).toArray(String[]::new));
        assertThat(Member.values()).allSatisfy(
                member -> assertThat(of(member, JsonProperty.class).value()).isEqualTo(member.wireName()));
    }

    @Test
    void theWordsAreThoseOfTheVocabulary() {
        String[] modes = Arrays.stream(GenerationMode.values()).map(GenerationMode::word).toArray(String[]::new);
        String[] resolutions = Arrays.stream(Resolution.values()).map(Resolution::word).toArray(String[]::new);

        assertThat(of(Member.GENERATION_TYPE, OneOf.class).value()).containsExactly(modes);
        assertThat(of(Member.GENERATION_TYPE, Schema.class).enumeration()).containsExactly(modes);
        assertThat(of(Member.RESOLUTION, OneOf.class).value()).containsExactly(resolutions);
        assertThat(of(Member.RESOLUTION, Schema.class).enumeration()).containsExactly(resolutions);
        assertThat(of(Member.RESOLUTION, Schema.class).defaultValue()).isEqualTo(Resolution.DEFAULT.word());
        assertThat(of(Member.DURATION, Schema.class).defaultValue()).isEqualTo("" + GenerationRequest.DEFAULT_DURATION);
    }

    @Test
    void theSchemaSaysWhatMayBeNull() {
        assertThat(Member.values()).allSatisfy(member -> {
            Schema schema = of(member, Schema.class);
            assertThat(schema.nullable()).as(member.wireName()).isEqualTo(member.nullable());
            assertThat(schema.description()).isNotBlank();
            assertThat(schema.examples()).isNotEmpty();
        });
    }

    @Test
    void aLogLineShowsNoPromptAndNoUrl() {
        WireBody body = new WireBody("m", null, List.of("https://secret.example/"), null, "a secret prompt", null, null, null,
                null, null, null, null, null);

        assertThat(body.toString()).contains("images=1").doesNotContain("secret");
    }
}
