package dev.zoetrope.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.zoetrope.docs.OpenApiDocument;
import dev.zoetrope.model.Allowed;
import dev.zoetrope.model.Member;
import dev.zoetrope.model.MemberType;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Requests;

/**
 * Compares the schemas of the two bodies in {@code META-INF/openapi.yaml} with the models and with their readers. The document
 * describes the models of one family.
 */
class DescribedBodiesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.read();
    private static final JsonNode CREATE = DOCUMENT.schema("VideoGenerationRequest");
    private static final JsonNode VERDICT = DOCUMENT.schema("VerdictBody").get("properties");
    private static final List<Model> MODELS = Models.ofThisVersion().filter(model -> "wan-2.7".equals(model.family())).all();
    private static final Map<MemberType, String> TYPES = Map.of(MemberType.STRING, "string", MemberType.URL, "string",
            MemberType.URLS, "array", MemberType.STRINGS, "array", MemberType.INTEGER, "integer", MemberType.NUMBER, "number",
            MemberType.BOOLEAN, "boolean", MemberType.OBJECT, "object", MemberType.OBJECTS, "array");

    /**
     * What the reader checks of a member.
     *
     * @param model id of the model
     * @param words the permitted words and numbers; empty: any
     * @param limits by name in the schema
     */
    private record Checked(String model, String name, String type, boolean nullable, boolean required, List<?> words,
            Map<String, Long> limits, Object defaultValue) {

        static Checked of(Model model, Member member) {
            Map<String, Long> limits = new TreeMap<>();
            Allowed allowed = member.allowed();
            if (allowed != null && allowed.range() != null) {
                limits.put("minimum", (long) allowed.range().min());
                limits.put("maximum", (long) allowed.range().max());
            }
            if (member.maxChars() > 0 && !member.type().isList()) {
                limits.put("maxLength", (long) member.maxChars());
            }
            if (member.items() != null) {
                limits.put("maxItems", (long) member.items().max());
            }
            return new Checked(model.id(), member.name(), TYPES.get(member.type()), member.nullable(), member.required(),
                    allowed == null ? List.of() : List.copyOf(allowed.values()), limits, member.defaultValue());
        }

        JsonNode schema() {
            return DescribedBodiesTest.schema(model).get("properties").get(name);
        }

        @Override
        public String toString() {
            return model + " " + name;
        }
    }

    /** The members of a create in their order: the model, those of its file, the callback URL. */
    private static List<Checked> members(Model model) {
        List<Checked> members = new ArrayList<>();
        members.add(new Checked(model.id(), "model", "string", false, true, List.of(model.id()), Map.of(), null));
        model.members().forEach(member -> members.add(Checked.of(model, member)));
        members.add(new Checked(model.id(), "callback_url", "string", true, false, List.of(),
                Map.of("maxLength", (long) CallbackUrl.MAX_LENGTH), null));
        return members;
    }

    /** The members of all models. */
    static List<Checked> members() {
        return MODELS.stream().flatMap(model -> members(model).stream()).toList();
    }

    static List<String> ids() {
        return MODELS.stream().map(Model::id).toList();
    }

    /** The schema of a create with this model. */
    private static JsonNode schema(String model) {
        JsonNode reference = CREATE.get("discriminator").get("mapping").get(model);
        return DOCUMENT.root().requiredAt(reference.textValue().substring(1));
    }

    /** The limits and the permitted values that a schema describes, or that of its alternatives. */
    private static void read(JsonNode schema, Map<String, Long> limits, List<Object> words) {
        List.of("minimum", "maximum", "maxLength", "maxItems").stream().filter(schema::has)
                .forEach(limit -> limits.put(limit, schema.get(limit).longValue()));
        schema.path("enum").forEach(word -> words.add(JSON.convertValue(word, Object.class)));
        if (schema.has("const")) {
            words.add(JSON.convertValue(schema.get("const"), Object.class));
        }
        schema.path("anyOf").forEach(alternative -> read(alternative, limits, words));
    }

    @Test
    void each_model_has_a_schema() {
        JsonNode mapping = CREATE.get("discriminator").get("mapping");

        assertThat(CREATE.get("discriminator").get("propertyName").textValue()).isEqualTo("model");
        assertThat(OpenApiDocument.names(mapping)).containsExactlyElementsOf(ids());
        assertThat(CREATE.get("oneOf")).extracting(schema -> schema.get("$ref").textValue())
                .containsExactlyElementsOf(OpenApiDocument.texts(mapping));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void a_create_has_the_members_of_the_table_in_the_same_order(String model) {
        assertThat(OpenApiDocument.names(schema(model).get("properties")))
                .containsExactlyElementsOf(members(Models.ofThisVersion().find(model)).stream().map(Checked::name).toList());
    }

    @ParameterizedTest
    @MethodSource("members")
    void a_member_has_its_type_and_says_whether_it_may_be_null(Checked member) {
        JsonNode type = member.schema().get("type");

        if (member.nullable()) {
            assertThat(OpenApiDocument.texts(type)).containsExactly(member.type(), "null");
        } else {
            assertThat(type.textValue()).isEqualTo(member.type());
        }
    }

    @ParameterizedTest
    @MethodSource("members")
    void a_member_has_the_limits_of_its_constraints(Checked member) {
        Map<String, Long> limits = new TreeMap<>();
        List<Object> words = new ArrayList<>();

        read(member.schema(), limits, words);

        assertThat(limits).isEqualTo(member.limits());
        assertThat(words).isEqualTo(member.words());
        assertThat(OpenApiDocument.texts(schema(member.model()).get("required")).contains(member.name()))
                .isEqualTo(member.required());
    }

    @ParameterizedTest
    @MethodSource("members")
    void a_member_is_explained_by_a_text_and_an_example(Checked member) {
        assertThat(member.schema().get("description").textValue()).isNotBlank();
        assertThat(member.schema().get("examples")).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("members")
    void a_member_has_the_default_of_the_model(Checked member) {
        Object described = JSON.convertValue(member.schema().get("default"), Object.class);

        assertThat(described).isEqualTo(member.defaultValue());
    }

    @Test
    void defaults_and_words_are_described() {
        JsonNode members = schema(Requests.MODEL).get("properties");

        assertThat(members.get("duration").get("default").intValue()).isEqualTo(5);
        assertThat(members.get("resolution").get("default").textValue()).isEqualTo("1080p");
        assertThat(members.get("generation_type").get("enum")).isNotEmpty();
        assertThat(members.get("resolution").get("enum")).isNotEmpty();
    }

    private static ObjectNode examples(String model) {
        ObjectNode examples = JSON.createObjectNode();
        for (Checked member : members(Models.ofThisVersion().find(model))) {
            examples.set(member.name(), member.schema().get("examples").get(0));
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("ids")
    void the_examples_of_the_members_of_a_model_are_a_valid_create(String model) throws JsonProcessingException {
        ObjectNode examples = examples(model);
        if (examples.has("image_urls")) {
            examples.remove("video_url");
        }

        assertThat(Readings.ALL_MODELS.read(JSON.writeValueAsBytes(examples)).model()).isEqualTo(model);
    }

    @Test
    void the_examples_of_the_members_are_a_valid_create() throws JsonProcessingException {
        ObjectNode images = examples(Requests.MODEL);
        ObjectNode video = images.deepCopy();
        images.remove("video_url");
        video.remove(List.of("image_urls", "generation_type"));

        assertThat(Readings.WITH_CALLBACKS.read(JSON.writeValueAsBytes(images)).members()).containsKey("image_urls");
        assertThat(Readings.WITH_CALLBACKS.read(JSON.writeValueAsBytes(video)).members()).containsKey("video_url");
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
