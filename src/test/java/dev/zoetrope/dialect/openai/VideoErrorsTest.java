package dev.zoetrope.dialect.openai;

import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.dialect.openai.VideoCalls.PICTURE;
import static dev.zoetrope.dialect.openai.VideoCalls.VIDEOS;
import static dev.zoetrope.dialect.openai.VideoCalls.form;
import static dev.zoetrope.dialect.openai.VideoCalls.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;

/** Each fault: the envelope of OpenAI, its status, and whether a client may repeat the request. Nothing reaches the vendor. */
@QuarkusTest
@WithTestResource(OpenAiScenario.class)
class VideoErrorsTest {
    FakeVendor vendor;

    private static JsonObject error(String body) {
        JsonObject envelope = new JsonObject(body);
        assertThat(envelope.fieldNames()).containsExactly("error");
        JsonObject error = envelope.getJsonObject("error");
        assertThat(error.fieldNames()).containsExactly("message", "type", "param", "code");
        assertThat(error.getString("message")).isNotBlank().doesNotContain("Exception").doesNotContain("dev.zoetrope");
        return error;
    }

    private static JsonObject refused(Response answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.header("x-should-retry")).isEqualTo("false");
        assertThat(answer.header("X-Request-Id")).isNotBlank();
        JsonObject error = error(answer.asString());
        assertThat(error.getString("type")).isEqualTo(type);
        return error;
    }

    private void refused(HttpResponse<String> answer, int status, String param, String code, String message) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("x-should-retry")).contains("false");
        JsonObject error = error(answer.body());
        assertThat(error.getString("type")).isEqualTo("invalid_request_error");
        assertThat(error.getString("param")).isEqualTo(param);
        assertThat(error.getString("code")).isEqualTo(code);
        assertThat(error.getString("message")).contains(message);
        assertThat(vendor.creates("faulty")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "seconds=20 | seconds | out_of_range | from 2 to 15",
            "seconds=soon | seconds | invalid_type | must be an integer",
            "size=1792x1024 | size | invalid_value | 720 or 1080 pixels",
            "size=4k | size | invalid_value | 720 or 1080 pixels",
            "model=sora-9 | model | model_not_found | GET /v1/models",
            "colour=red | colour | unknown_member | 'colour' is not a member",
            "input_reference[file_id]=file-123 | input_reference | invalid_url | input_reference must be",
            "prompt=again | prompt | invalid_value | prompt must be given once",
            "resolution=8k | resolution | invalid_value | 720p or 1080p" })
    void a_wrong_field_is_400_and_named(String field, String param, String code, String message) {
        String[] nameAndValue = field.split("=", 2);
        Form form = new Form("b").field("prompt", "faulty").field(nameAndValue[0], nameAndValue[1]);
        if (!field.startsWith("input_reference")) {
            form.field("input_reference", PICTURE);
        }

        refused(post(form), 400, param, code, message);
    }

    @Test
    void a_file_that_is_no_picture_is_refused() {
        refused(post(new Form("b").field("prompt", "faulty").file("input_reference", "cat.png", "png")), 400, "input_reference",
                "unsupported_file", "input_reference: The file is none of");
    }

    @Test
    void all_faults_are_in_the_message() {
        HttpResponse<String> answer = post(new Form("b").field("prompt", "faulty").field("seconds", "1").field("size", "1x1"));

        refused(answer, 400, "size", "invalid_value", "; seconds must be");
        assertThat(answer.body()).contains("input_reference");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "application/json | {{ | invalid_json", "application/json | [] | invalid_json",
            "application/json | '' | invalid_json", "application/json | {\"a\":1,\"a\":2} | invalid_json",
            "multipart/form-data | x | invalid_multipart", "multipart/form-data; boundary=b | --b | invalid_multipart",
            "multipart/form-data; boundary=b | '' | invalid_multipart" })
    void a_body_that_cannot_be_parsed_is_400(String type, String body, String code) {
        refused(post(WithFakeVendor.ALICE, VIDEOS, type, body.getBytes(StandardCharsets.UTF_8)), 400, null, code, "");
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/plain", "application/x-www-form-urlencoded", "multipart/mixed; boundary=b" })
    void another_type_of_body_is_415(String type) {
        refused(post(WithFakeVendor.ALICE, VIDEOS, type, "x".getBytes(StandardCharsets.UTF_8)), 415, null,
                "unsupported_media_type", "");
    }

    @ParameterizedTest
    @ValueSource(strings = { VIDEOS, "/openai/v1/videos", VIDEOS + "/task-unified-1757165031-uyujaw3d",
            "/openai/v1/videos/x/content" })
    void a_missing_or_unknown_key_is_401(String path) {
        for (String authorization : List.of("", "Bearer wrong", "Basic YTpi")) {
            Response answer = given().header("Authorization", authorization).get(path);
            assertThat(refused(answer, 401, "authentication_error").getString("code")).isEqualTo("invalid_api_key");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
        refused(given().get(path), 401, "authentication_error");
    }

    @Test
    void every_method_needs_a_key() {
        for (String path : List.of(VIDEOS, "/openai/v1/videos")) {
            Form form = form("faulty");
            HttpResponse<String> answer = post("wrong", path, form.contentType(), form.bytes());
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(error(answer.body()).getString("type")).isEqualTo("authentication_error");
            refused(given().delete(path + "/x"), 401, "authentication_error");
            refused(given().get(path + "/x/content"), 401, "authentication_error");
        }
        assertThat(vendor.creates("faulty")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/openai", "/openai/v1", "/openai/v1/models", "/openai/v2/videos", VIDEOS + "/x/remix/y",
            VIDEOS + "/x/content/y" })
    void an_unknown_path_is_404(String path) {
        assertThat(refused(alice().get(path), 404, "invalid_request_error").getString("code")).isEqualTo("not_found");
    }

    @ParameterizedTest
    @CsvSource({ "PUT, /v1/videos", "PATCH, /openai/v1/videos/x", "POST, /v1/videos/edits", "DELETE, /v1/videos" })
    void a_wrong_method_is_405(String method, String path) {
        refused(alice().request(method, path), 405, "invalid_request_error");
    }

    @Test
    void a_target_that_is_no_uri_is_400() {
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            assertThat(client.send("GET " + VIDEOS + "/%ZZ HTTP/1.1\r\nHost: localhost\r\n\r\n").all())
                    .startsWith("HTTP/1.1 400 ").contains("\"code\":\"malformed_head\"").contains("\"param\":null")
                    .containsIgnoringCase("x-should-retry: false\r\n");
        }
    }

    @Test
    void a_form_that_is_too_large_is_413_before_it_is_sent() {
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            assertThat(client.send("POST " + VIDEOS + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + WithFakeVendor.ALICE + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 33554433"
                    + "\r\n\r\n").all()).startsWith("HTTP/1.1 413 ").contains("\"code\":\"body_too_large\"")
                    .contains("\"param\":null");
        }
    }

    @Test
    void who_has_no_key_is_answered_before_its_form_has_come() {
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            assertThat(client.send("POST " + VIDEOS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                    + "multipart/form-data; boundary=b\r\nContent-Length: 1000\r\n\r\n--b\r\n").nextHead())
                    .startsWith("HTTP/1.1 401 ");
        }
    }
}
