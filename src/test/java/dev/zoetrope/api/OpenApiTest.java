package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.alice;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.docs.OpenApiDocument;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** The OpenAPI description is served as it is in the file, and its examples have the members of real responses. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.read();

    private static JsonNode json(Response response) throws IOException {
        return JSON.readTree(response.asByteArray());
    }

    private static JsonNode example(String operation, String status) {
        return DOCUMENT.resolve(DOCUMENT.operations().get(operation).get("responses").get(status))
                .requiredAt("/content/application~1json/example");
    }

    @Test
    void the_file_is_served_and_nothing_is_added() throws IOException {
        Response served = given().accept("application/json").get("/q/openapi?format=json");

        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(json(served)).isEqualTo(DOCUMENT.root());
    }

    @Test
    void it_is_served_as_yaml_unless_json_is_asked_for() throws IOException {
        Response served = given().get("/q/openapi");

        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(OpenApiDocument.read(served.asInputStream())).isEqualTo(DOCUMENT);
    }

    @Test
    void the_examples_have_the_members_of_real_answers() throws IOException {
        JsonNode task = json(Calls.create("exemplary"));
        JsonNode invalid = json(alice().contentType("application/json")
                .body(Calls.body("x").replace("}", ",\"duration\":1}")).post(Calls.GENERATIONS));
        JsonNode notFound = json(alice().get(Calls.TASKS + "none"));

        assertThat(OpenApiDocument.names(example("POST /v1/videos/generations", "200")))
                .containsExactlyInAnyOrderElementsOf(OpenApiDocument.names(task));
        assertThat(OpenApiDocument.names(example("GET /v1/tasks/{id}", "200"))).containsAll(OpenApiDocument.names(task));
        assertThat(OpenApiDocument.names(example("POST /v1/videos/generations", "422").get("error")))
                .containsExactlyInAnyOrderElementsOf(OpenApiDocument.names(invalid.get("error")));
        assertThat(OpenApiDocument.names(example("GET /v1/tasks/{id}", "404").get("error")))
                .containsExactlyInAnyOrderElementsOf(OpenApiDocument.names(notFound.get("error")));
    }
}
