package dev.zoetrope.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import dev.zoetrope.admit.ClientAttempt;
import dev.zoetrope.docs.OpenApiDocument;
import dev.zoetrope.flow.Preference;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Status;
import dev.zoetrope.view.ErrorEnvelope;
import dev.zoetrope.view.TaskView;
import io.smallrye.mutiny.Uni;

/** Compares {@code META-INF/openapi.yaml} with the resources: their paths, roles, parameters, bodies and responses. */
class OpenApiDocumentTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.read();
    /** The mapper refuses members that a view does not have. */
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The resource reads it without an annotation, because it is the alternative to a header. */
    private static final String READ_FROM_THE_REQUEST = "last_event_id";
    private static final Map<Type, String> SCALARS = Map.of(String.class, "string", long.class, "integer int64", Long.class,
            "integer int64", int.class, "integer int32", Integer.class, "integer int32", boolean.class, "boolean",
            Double.class, "number double", BigDecimal.class, "number");

    /**
     * The methods of the resources by HTTP method and path. {@code ArchitectureTest} allows resources in these packages, in the
     * sandbox, which is not the gateway's API, and in {@code dialect}: its APIs are those of other services, which describe
     * them.
     */
    private static final Map<String, Method> METHODS = new TreeMap<>(new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.zoetrope.api", "dev.zoetrope.deliver").stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .flatMap(type -> Arrays.stream(type.reflect().getDeclaredMethods())).filter(method -> verb(method).isPresent())
            .collect(Collectors.toMap(OpenApiDocumentTest::target, method -> method)));

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations()).map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getAnnotation(HttpMethod.class).value()).findFirst();
    }

    private static String target(Method method) {
        Path path = method.getAnnotation(Path.class);
        return verb(method).orElseThrow() + " " + method.getDeclaringClass().getAnnotation(Path.class).value()
                + (path == null ? "" : path.value());
    }

    static Set<String> targets() {
        return METHODS.keySet();
    }

    private static <A extends Annotation> A ofMethodOrClass(Method method, Class<A> type) {
        A own = method.getAnnotation(type);
        return own == null ? method.getDeclaringClass().getAnnotation(type) : own;
    }

    /** The type of the body of a successful response; {@code Void} for an event stream. */
    private static Type answer(Method method) {
        ParameterizedType uni = (ParameterizedType) method.getGenericReturnType();
        assertThat(uni.getRawType()).isEqualTo(Uni.class);
        Type type = uni.getActualTypeArguments()[0];
        return type instanceof ParameterizedType response && response.getRawType() == RestResponse.class
                ? response.getActualTypeArguments()[0]
                : type;
    }

    private static JsonNode content(JsonNode response, String mediaType) {
        return DOCUMENT.resolve(response).requiredAt("/content/" + mediaType.replace("/", "~1"));
    }

    @Test
    void every_method_of_a_resource_is_described_and_nothing_else() {
        assertThat(DOCUMENT.operations().keySet()).isEqualTo(METHODS.keySet()).hasSizeGreaterThan(10);
    }

    @Test
    void the_scheme_is_a_bearer_key() {
        assertThat(DOCUMENT.root().at("/components/securitySchemes/bearer/scheme").textValue()).isEqualTo("bearer");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void an_operation_needs_a_key_of_the_roles_that_the_method_allows(String target) {
        JsonNode operation = DOCUMENT.operations().get(target);

        assertThat(OpenApiDocument.texts(operation.at("/security/0/bearer")))
                .containsExactly(ofMethodOrClass(METHODS.get(target), RolesAllowed.class).value());
        assertThat(OpenApiDocument.names(operation.get("responses"))).contains("200", "401", "403");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void an_operation_has_the_parameters_of_the_method(String target) {
        Set<String> described = new TreeSet<>();
        for (JsonNode parameter : DOCUMENT.elements(DOCUMENT.operations().get(target).get("parameters"))) {
            String in = parameter.get("in").textValue();
            if (!in.equals("header")) {
                described.add(in + " " + parameter.get("name").textValue());
            }
            assertThat(parameter.path("required").booleanValue()).isEqualTo(in.equals("path"));
        }
        described.remove("query " + READ_FROM_THE_REQUEST);

        assertThat(described).isEqualTo(Arrays.stream(METHODS.get(target).getParameters())
                .flatMap(OpenApiDocumentTest::annotated).flatMap(OpenApiDocumentTest::nameOf)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Stream<AnnotatedElement> annotated(Parameter parameter) {
        return parameter.isAnnotationPresent(BeanParam.class) ? Arrays.stream(parameter.getType().getDeclaredFields())
                : Stream.of(parameter);
    }

    private static Stream<String> nameOf(AnnotatedElement element) {
        return Stream.concat(
                Stream.ofNullable(element.getAnnotation(PathParam.class)).map(path -> "path " + path.value()),
                Stream.ofNullable(element.getAnnotation(QueryParam.class)).map(query -> "query " + query.value()));
    }

    @Test
    void the_headers_are_those_that_the_resources_read() {
        assertThat(DOCUMENT.operations().values()).flatMap(operation -> DOCUMENT.elements(operation.get("parameters")))
                .filteredOn(parameter -> parameter.get("in").textValue().equals("header"))
                .extracting(parameter -> parameter.get("name").textValue())
                .containsOnly(ClientAttempt.KEY_HEADER, Preference.HEADER, "If-None-Match", "Last-Event-ID");
    }

    @Test
    void the_parameters_of_a_list_have_the_limits_that_are_checked() {
        Map<String, JsonNode> schemas = DOCUMENT.elements(DOCUMENT.operations().get("GET /v1/tasks").get("parameters"))
                .stream().collect(Collectors.toMap(parameter -> parameter.get("name").textValue(), p -> p.get("schema")));
        JsonNode limit = schemas.get("limit");

        assertThat(OpenApiDocument.texts(schemas.get("status").get("enum")))
                .containsExactly(Arrays.stream(Status.values()).map(Status::value).toArray(String[]::new));
        assertThat(limit(null)).contains(limit.get("default").intValue());
        assertThat(limit(limit.get("minimum").intValue())).isPresent();
        assertThat(limit(limit.get("minimum").intValue() - 1)).isEmpty();
        assertThat(limit(limit.get("maximum").intValue())).isPresent();
        assertThat(limit(limit.get("maximum").intValue() + 1)).isEmpty();
    }

    /** The length of a page; empty if this limit is refused. */
    private static Optional<Integer> limit(Integer limit) {
        ListParameters parameters = new ListParameters();
        parameters.limit = limit == null ? null : limit.toString();
        try {
            return Optional.of(parameters.pageRequest().limit());
        } catch (FailureException e) {
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void an_operation_has_a_body_exactly_if_the_method_consumes_one(String target) {
        assertThat(DOCUMENT.operations().get(target).has("requestBody"))
                .isEqualTo(ofMethodOrClass(METHODS.get(target), Consumes.class) != null);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void a_success_has_the_members_of_the_view_that_the_method_returns(String target) {
        Method method = METHODS.get(target);
        String mediaType = ofMethodOrClass(method, Produces.class).value()[0];
        JsonNode schema = content(DOCUMENT.operations().get(target).at("/responses/200"), mediaType).get("schema");

        if (mediaType.equals(MediaType.SERVER_SENT_EVENTS)) {
            assertThat(answer(method)).isEqualTo(Void.class);
            assertThat(schema.get("type").textValue()).isEqualTo("string");
        } else {
            assertDescribes(schema, answer(method), null);
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void a_failure_has_the_members_of_the_error_envelope(String target) {
        DOCUMENT.operations().get(target).get("responses").properties().stream()
                .filter(response -> response.getKey().compareTo("400") >= 0)
                .forEach(response -> assertDescribes(content(response.getValue(), MediaType.APPLICATION_JSON).get("schema"),
                        ErrorEnvelope.class, null));
    }

    /**
     * @param type the type of the value that the schema describes
     * @param variable the type that stands for a type variable; null if there is none
     */
    private static void assertDescribes(JsonNode reference, Type type, Type variable) {
        JsonNode schema = DOCUMENT.resolve(reference);
        Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
        Type argument = type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : null;
        if (raw == List.class) {
            assertThat(schema.get("type").textValue()).isEqualTo("array");
            assertDescribes(schema.get("items"), argument instanceof Class ? argument : variable, null);
        } else if (raw == Map.class) {
            assertThat(schema.get("type").textValue()).isEqualTo("object");
            assertDescribes(schema.get("additionalProperties"), ((ParameterizedType) type).getActualTypeArguments()[1], null);
        } else if (raw == Object.class) {
            assertThat(schema.has("type")).isFalse();
        } else if (raw instanceof Class<?> view && view.isRecord()) {
            List<String> names = new ArrayList<>();
            for (RecordComponent component : view.getRecordComponents()) {
                JsonProperty name = component.getAccessor().getAnnotation(JsonProperty.class);
                names.add(name == null ? component.getName() : name.value());
            }
            assertThat(OpenApiDocument.names(schema.get("properties"))).as(view.getSimpleName()).isEqualTo(names);
            for (RecordComponent component : view.getRecordComponents()) {
                JsonNode member = schema.get("properties").get(names.remove(0));
                if (component.getAccessor().isAnnotationPresent(JsonRawValue.class)) {
                    assertThat(member.has("type")).isFalse();
                } else {
                    assertDescribes(member, component.getGenericType(), argument);
                }
            }
        } else {
            assertThat((schema.get("type").textValue() + " " + schema.path("format").asText()).strip())
                    .isEqualTo(SCALARS.get(raw));
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void an_example_is_what_the_view_would_write(String target) throws IOException {
        for (Map.Entry<String, JsonNode> response : DOCUMENT.operations().get(target).get("responses").properties()) {
            JsonNode example = DOCUMENT.resolve(response.getValue()).at("/content/application~1json/example");
            if (!example.isMissingNode()) {
                Type type = response.getKey().startsWith("2") ? answer(METHODS.get(target)) : ErrorEnvelope.class;
                Object view = JSON.treeToValue(example, JSON.constructType(type));

                assertThat(JSON.readTree(JSON.writeValueAsBytes(view))).isEqualTo(example);
            }
        }
    }

    @Test
    void the_event_of_the_example_is_a_task() throws IOException {
        String event = DOCUMENT.root().at("/components/responses/EventStream/content/text~1event-stream/example").textValue();
        String data = event.lines().filter(line -> line.startsWith("data: ")).findFirst().orElseThrow();

        assertThat(event).startsWith("retry: 2000\n\nevent: task\nid: ").endsWith("}\n\n");
        assertThat(JSON.readValue(data.substring("data: ".length()), TaskView.class).status())
                .isEqualTo(Status.PROCESSING.value());
    }
}
