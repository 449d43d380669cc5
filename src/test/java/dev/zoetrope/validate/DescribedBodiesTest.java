package dev.zoetrope.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.zoetrope.docs.OpenApiDocument;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Resolution;

/** Compares the schemas of the two bodies in {@code META-INF/openapi.yaml} with the rules of their readers. */
class DescribedBodiesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode CREATE = OpenApiDocument.read().schema("VideoGenerationRequest");
    private static final JsonNode VERDICT = OpenApiDocument.read().schema("VerdictBody").get("properties");
    private static final Map<RequestField.Kind, String> TYPES = Map.of(RequestField.Kind.STRING, "string",
            RequestField.Kind.TEXT, "string", RequestField.Kind.LIST, "array", RequestField.Kind.INTEGER, "integer",
            RequestField.Kind.BOOLEAN, "boolean");

    private static JsonNode schema(RequestField member) {
        return CREATE.get("properties").get(member.wireName());
    }

    /** What the constraint of a member says; null if the member does not have the constraint. */
    private static <A extends Annotation, T> T limit(RequestField member, Class<A> constraint, Function<A, T> limit) {
        try {
            A found = WireBody.class.getDeclaredField(member.component()).getAnnotation(constraint);
            return found == null ? null : limit.apply(found);
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    private static Long number(JsonNode schema, String name) {
        return schema.has(name) ? schema.get(name).longValue() : null;
    }

    @Test
    void a_create_has_the_members_of_the_table_in_the_same_order() {
        assertThat(OpenApiDocument.names(CREATE.get("properties")))
                .containsExactly(Arrays.stream(RequestField.values()).map(RequestField::wireName).toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void a_member_has_its_type_and_says_whether_it_may_be_null(RequestField member) {
        JsonNode type = schema(member).get("type");

        if (member.nullable()) {
            assertThat(OpenApiDocument.texts(type)).containsExactly(TYPES.get(member.kind()), "null");
        } else {
            assertThat(type.textValue()).isEqualTo(TYPES.get(member.kind()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_member_has_the_limits_of_its_constraints(RequestField member) {
        JsonNode schema = schema(member);

        assertThat(number(schema, "minimum")).isEqualTo(limit(member, Min.class, Min::value));
        assertThat(number(schema, "maximum")).isEqualTo(limit(member, Max.class, Max::value));
        assertThat(number(schema, "maxLength"))
                .isEqualTo(limit(member, CodePoints.class, constraint -> (long) constraint.max()));
        assertThat(OpenApiDocument.texts(CREATE.get("required")).contains(member.wireName()))
                .isEqualTo(limit(member, NotNull.class, constraint -> true) != null);
        if (schema.has("enum")) {
            assertThat(OpenApiDocument.texts(schema.get("enum"))).containsExactly(limit(member, OneOf.class, OneOf::value));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_member_is_explained_by_a_text_and_an_example(RequestField member) {
        assertThat(schema(member).get("description").textValue()).isNotBlank();
        assertThat(schema(member).get("examples")).isNotEmpty();
    }

    @Test
    void the_defaults_are_those_of_the_vocabulary() {
        assertThat(schema(RequestField.MODEL).get("default").textValue()).isEqualTo(GenerationRequest.MODEL);
        assertThat(schema(RequestField.DURATION).get("default").intValue()).isEqualTo(GenerationRequest.DEFAULT_DURATION);
        assertThat(schema(RequestField.RESOLUTION).get("default").textValue()).isEqualTo(Resolution.DEFAULT.value());
        assertThat(schema(RequestField.GENERATION_TYPE).get("enum")).isNotEmpty();
        assertThat(schema(RequestField.RESOLUTION).get("enum")).isNotEmpty();
    }

    @Test
    void the_examples_of_the_members_are_a_valid_create() throws JsonProcessingException {
        ObjectNode images = JSON.createObjectNode();
        for (RequestField member : RequestField.values()) {
            images.set(member.wireName(), schema(member).get("examples").get(0));
        }
        ObjectNode video = images.deepCopy();
        images.remove("video_url");
        video.remove(List.of("image_urls", "generation_type"));

        assertThat(Readings.WITH_CALLBACKS.read(JSON.writeValueAsBytes(images)).imageUrls()).isNotEmpty();
        assertThat(Readings.WITH_CALLBACKS.read(JSON.writeValueAsBytes(video)).videoUrl()).isNotNull();
    }

    @Test
    void a_reconciliation_has_the_members_and_limits_that_its_reader_checks() throws JsonProcessingException {
        int longest = VERDICT.get("vendor_id").get("maxLength").intValue();
        ReconcileBodyReader reader = new ReconcileBodyReader();
        byte[] tooLong = verdict("created", "x".repeat(longest + 1));
        byte[] tooShort = verdict("created", "");

        assertThat(OpenApiDocument.names(VERDICT)).containsExactly("outcome", "vendor_id");
        assertThat(OpenApiDocument.texts(VERDICT.get("outcome").get("enum"))).containsExactly("created", "not_created");
        assertThat(reader.read(verdict("created", "x".repeat(longest)))).isNotNull();
        assertThat(reader.read(verdict("not_created", null))).isNotNull();
        assertThatThrownBy(() -> reader.read(tooLong)).isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> reader.read(tooShort)).isInstanceOf(FailureException.class);
    }

    private static byte[] verdict(String outcome, String vendorId) throws JsonProcessingException {
        return JSON.writeValueAsBytes(vendorId == null ? Map.of("outcome", outcome)
                : Map.of("outcome", outcome, "vendor_id", vendorId));
    }
}
