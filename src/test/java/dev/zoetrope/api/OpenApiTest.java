package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.alice;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;

/** Compares the OpenAPI description with responses of the resources. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class OpenApiTest {

    private static JsonPath api() {
        return given().accept("application/json").get("/q/openapi?format=json").then().statusCode(200).extract()
                .jsonPath();
    }

    private static Map<String, Object> schema(JsonPath api, String name) {
        return api.getMap("components.schemas." + name + ".properties");
    }

    private static String schemaOf(JsonPath api, String path, String method, String status) {
        String ref = api.getString("paths.'" + path + "'." + method + ".responses.'" + status
                + "'.content.'application/json'.schema.'$ref'");
        return ref.substring(ref.lastIndexOf('/') + 1);
    }

    @Test
    void only_the_contract_is_described() {
        assertThat(api().getMap("paths").keySet()).isEqualTo(
                Set.of("/v1/videos/generations", "/v1/tasks", "/v1/tasks/{id}", "/v1/tasks/{id}/cancel",
                        "/v1/tasks/events", "/v1/tasks/{id}/events", "/v1/tasks/{id}/reconcile", "/v1/webhooks/deliveries",
                        "/v1/webhooks/deliveries/{id}/redeliver", "/v1/models", "/v1/maintenance/tick"));
    }

    @Test
    void every_operation_needs_the_bearer_key_and_says_what_else_may_come() {
        JsonPath api = api();

        assertThat(api.getString("components.securitySchemes.bearer.scheme")).isEqualTo("bearer");
        for (String path : api.<String, Object> getMap("paths").keySet()) {
            String method = api.getMap("paths.'" + path + "'").containsKey("get") ? "get" : "post";
            String operation = "paths.'" + path + "'." + method;
            assertThat(api.getList(operation + ".security")).as(path).isNotEmpty();
            assertThat(api.getMap(operation + ".responses").keySet()).as(path).contains("200", "401");
        }
    }

    @Test
    void the_body_of_a_create_is_described_member_by_member() {
        JsonPath api = api();
        String ref = api.getString("paths.'/v1/videos/generations'.post.requestBody.content.'application/json'"
                + ".schema.'$ref'");
        Map<String, Object> members = schema(api, ref.substring(ref.lastIndexOf('/') + 1));

        assertThat(members.keySet()).isEqualTo(Set.of("model", "generation_type", "image_urls", "video_url", "prompt",
                "audio_url", "duration", "resolution", "negative_prompt", "seed", "enable_prompt_expansion",
                "enable_safety_checker", "callback_url"));
    }

    @Test
    void a_real_task_has_no_member_that_the_description_lacks() {
        JsonPath api = api();
        Set<String> described = schema(api, schemaOf(api, "/v1/tasks/{id}", "get", "200")).keySet();

        JsonObject real = new JsonObject(Calls.create("described").asString());

        assertThat(described).containsAll(real.fieldNames())
                .containsAll(List.of("results", "error", "usage", "task_info"));
    }

    @Test
    void a_real_error_has_no_member_that_the_description_lacks() {
        JsonPath api = api();
        String envelope = schemaOf(api, "/v1/videos/generations", "post", "422");
        String bodyRef = api.getString("components.schemas." + envelope + ".properties.error.'$ref'");
        Set<String> described = schema(api, bodyRef.substring(bodyRef.lastIndexOf('/') + 1)).keySet();

        JsonObject real = new JsonObject(alice().contentType("application/json").body("{}").post(Calls.GENERATIONS)
                .asString()).getJsonObject("error");

        assertThat(described).containsAll(real.fieldNames());
    }

    @Test
    void the_examples_have_the_members_of_real_answers() {
        JsonObject real = new JsonObject(Calls.create("exemplary").asString());

        assertThat(new JsonObject(ApiExamples.PENDING).fieldNames()).isEqualTo(real.fieldNames());
        assertThat(new JsonObject(ApiExamples.COMPLETED).fieldNames()).containsAll(real.fieldNames());
        JsonObject invalid = new JsonObject(alice().contentType("application/json")
                .body(Calls.body("x").replace("}", ",\"duration\":1}")).post(Calls.GENERATIONS).asString());
        assertThat(new JsonObject(ApiExamples.INVALID).getJsonObject("error").fieldNames())
                .isEqualTo(invalid.getJsonObject("error").fieldNames());
        assertThat(new JsonObject(ApiExamples.NOT_FOUND).getJsonObject("error").fieldNames())
                .isEqualTo(new JsonObject(alice().get(Calls.TASKS + "none").asString()).getJsonObject("error").fieldNames());
    }
}
