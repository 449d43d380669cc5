package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.GENERATIONS;
import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.as;
import static dev.zoetrope.api.Calls.body;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import java.nio.charset.StandardCharsets;

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
import io.restassured.http.ContentType;
import io.restassured.response.Response;

/** Each row of the error table that does not depend on the vendor: status, type, envelope and request id. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class ErrorTableTest {
    FakeVendor vendor;

    private static void envelope(Response answer, int status, String type) {
        answer.then().statusCode(status).contentType(ContentType.JSON)
                .header("X-Request-Id", not(emptyOrNullString()))
                .body("error.type", equalTo(type))
                .body("error.message", not(emptyOrNullString()))
                .body("error.request_id", equalTo(answer.header("X-Request-Id")));
        assertThat(answer.asString()).doesNotContain("Exception").doesNotContain("dev.zoetrope")
                .doesNotContain(WithFakeVendor.ALICE);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{", "nonsense", "[]", "\"text\"", "null", "{\"model\":1,\"model\":2}", "{} {}",
            "{\"a\":NaN}" })
    void a_body_that_is_no_json_object_is_400(String body) {
        envelope(alice().contentType(ContentType.JSON).body(body).post(GENERATIONS), 400, "invalid_request_error");
    }

    @Test
    void broken_utf8_is_400() {
        byte[] broken = body("x").getBytes(StandardCharsets.UTF_8);
        broken[broken.length - 4] = (byte) 0xff;

        envelope(alice().contentType("application/json").body(broken).post(GENERATIONS), 400,
                "invalid_request_error");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "Bearer", "Bearer ", "Bearer wrong", "Basic YTpi", "bearer\twrong",
            "Token key-of-alice-long" })
    void a_missing_or_unknown_key_is_401_and_says_how(String authorization) {
        Response answer = given().header("Authorization", authorization).contentType(ContentType.JSON)
                .body(body("no key")).post(GENERATIONS);

        envelope(answer, 401, "authentication_error");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(vendor.creates("no key")).isEmpty();
    }

    @Test
    void two_authorization_fields_are_401() {
        String right = "Authorization: Bearer " + WithFakeVendor.ALICE + "\r\n";
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            assertThat(client.send("GET /v1/models HTTP/1.1\r\nHost: localhost\r\n" + right + right + "\r\n").nextHead())
                    .startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void no_key_at_all_is_401() {
        envelope(given().get(TASKS + "task-unified-1757165031-uyujaw3d"), 401, "authentication_error");
        envelope(given().get("/v1/models"), 401, "authentication_error");
    }

    @ParameterizedTest
    @ValueSource(strings = { "task-unified-1757165031-uyujaw3d", "nonsense", "task-unified-1-SHOUTING",
            "..%2F..%2Fetc", "%00", "vendor-1" })
    void an_unknown_task_is_404(String id) {
        envelope(alice().urlEncodingEnabled(false).get(TASKS + id), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/v1", "/v2/videos/generations", "/v1/videos/generations/x", "/favicon.ico",
            "/sandbox/v1/tasks/x", "/q/nothing" })
    void an_unknown_path_is_404_for_everybody(String path) {
        envelope(given().get(path), 404, "not_found");
        envelope(alice().get(path), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/v1/tasks/%ZZ", "/v1/tasks/task-unified-1757165031-uyujaw3d/%ZZ", "/%ZZ", "/%",
            "/v1/models?x=100%",
            "/v1/tasks?limit=%ZZ", "/nothing?x=100%", "/v1/tasks/%ZZ/events", "/v1/tasks/%ZZ/content?expires=1",
            "/v1/tasks/task-unified-1757165031-uyujaw3d/content?expires=100%", "/sandbox/samples/%ZZ", "/v1/tasks?a=\"b\"",
            "/v1/tasks/{id}", "/q/openapi?format=100%" })
    void a_target_that_is_no_uri_is_400_with_the_envelope(String target) {
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            String answer = client.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: raw-1\r\n\r\n").all();

            assertThat(answer).startsWith("HTTP/1.1 400 ").containsIgnoringCase("X-Request-Id: raw-1\r\n")
                    .contains("\"code\":\"malformed_head\"").contains("\"request_id\":\"raw-1\"").contains("percent-encoded");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n", "" })
    void a_create_whose_query_is_no_uri_is_not_sent(String before) {
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            String answer = client.send(before + RawHttp.create(WithFakeVendor.ALICE, body("no uri"))
                    .replace("generations HTTP", "generations?x=100% HTTP")).all();

            assertThat(answer).contains("HTTP/1.1 400 ").contains("\"code\":\"malformed_head\"");
        }
        assertThat(vendor.creates("no uri")).isEmpty();
    }

    /** If the HTTP library cannot parse a request, the library itself answers ({@code docs/contract.md}, Errors). */
    @ParameterizedTest
    @CsvSource({ "Content-Length: abc, 400", "Content-Length: -1, 400", "No colon, 400", "X-Long: LONG, 431" })
    void what_cannot_be_parsed_ends_the_connection_with_an_empty_answer(String field, int status) {
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            String answer = client.send("POST /v1/videos/generations HTTP/1.1\r\nHost: localhost\r\n"
                    + field.replace("LONG", "x".repeat(30_000)) + "\r\n\r\n").all();

            assertThat(answer).startsWith("HTTP/1.1 " + status + " ").containsIgnoringCase("content-length: 0");
        }
    }

    @Test
    void a_request_line_that_is_too_long_ends_the_connection_with_an_empty_414() {
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            assertThat(client.send("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n").all())
                    .contains(" 414 ").containsIgnoringCase("content-length: 0");
        }
    }

    @ParameterizedTest
    @CsvSource({ "PUT, /v1/videos/generations", "DELETE, /v1/tasks", "GET, /v1/videos/generations", "POST, /v1/models",
            "PATCH, /v1/models" })
    void a_wrong_method_is_405(String method, String path) {
        envelope(alice().request(method, path), 405, "invalid_request_error");
    }

    @Test
    void an_answer_that_cannot_be_json_is_406() {
        envelope(alice().accept("text/html").get("/v1/models"), 406, "invalid_request_error");
        envelope(alice().accept("image/png").contentType(ContentType.JSON).body(body("406")).post(GENERATIONS), 406,
                "invalid_request_error");
        assertThat(vendor.creates("406")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "/v1/tasks/events, text/event-stream", "/v1/tasks/task-unified-1757165031-uyujaw3d/events, text/event-stream",
            "/v1/tasks, application/json" })
    void a_406_says_what_the_answer_can_be(String path, String type) {
        Response answer = alice().accept("image/png").get(path);

        envelope(answer, 406, "invalid_request_error");
        assertThat(answer.jsonPath().getString("error.message")).contains(type);
    }

    @Test
    void a_body_announced_too_large_is_413_before_it_is_sent() {
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            String answer = client.send(RawHttp.head(WithFakeVendor.ALICE) + "Content-Length: 33554433\r\n\r\n").all();

            assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"type\":\"invalid_request_error\"")
                    .contains("X-Request-Id");
        }
    }

    @Test
    void a_body_that_turns_out_too_large_is_413() {
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            String answer = client.send(RawHttp.head(WithFakeVendor.ALICE) + "Connection: close\r\n"
                    + RawHttp.chunked(body("x".repeat(1 << 18)))).all();

            assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"type\":\"invalid_request_error\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "/v1/videos/generations", "/v1/tasks/task-unified-1757165031-uyujaw3d/reconcile",
            "/sandbox/v1/videos/generations", "/v1/files", "/v1/videos", "/openai/v1/videos", "/xai/v1/videos/generations",
            "/api/v1/services/aigc/video-generation/video-synthesis", "/api/v1/services/aigc/image2video/video-synthesis",
            "/proxy/wan/api/v1/services/aigc/video-generation/video-synthesis" })
    void who_has_no_key_is_answered_before_its_body_has_come(String path) {
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            String answer = client.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n9\r\n{\"model\":\r\n").all();

            assertThat(answer).containsPattern("^HTTP/1.1 (401|404) ").containsPattern("\"(error|code)\"");
        }
    }

    @Test
    void a_body_just_small_enough_is_judged_by_its_members() {
        String empty = body("");
        String largest = empty.replace("\"prompt\":\"\"", "\"prompt\":5 " + " ".repeat((1 << 18) - empty.length()));

        envelope(alice().contentType(ContentType.JSON).body(largest).post(GENERATIONS), 422, "invalid_request_error");
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/plain", "application/octet-stream", "application/jsonp", "text/json" })
    void a_wrong_content_type_is_415(String type) {
        envelope(alice().contentType(type).body(body("415").getBytes(StandardCharsets.UTF_8)).post(GENERATIONS), 415,
                "invalid_request_error");
        assertThat(vendor.creates("415")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "''                             | application/json",
            "Content-Type:                                                 | application/json",
            "Content-Type: */*                                             | application/json",
            "Content-Type: application/*                                   | application/json",
            "Content-Type: application/json; charset=utf-16                | charset in Content-Type must be utf-8",
            "Content-Type: application/json; charset                       | charset in Content-Type must be utf-8",
            "Content-Type: application/json; v=1; Charset=\"latin1\"        | charset in Content-Type must be utf-8",
            "Content-Type: application/json~Content-Encoding: gzip         | Content-Encoding",
            "Content-Type: application/json~Content-Encoding: identity~Content-Encoding: br | Content-Encoding" })
    void a_type_that_does_not_say_plain_json_is_415_and_says_why(String lines, String why) {
        String headers = lines.isEmpty() ? "" : lines.replace("~", "\r\n") + "\r\n";
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            String answer = client.send(RawHttp.create(WithFakeVendor.ALICE, body("415 raw"))
                    .replace("Content-Type: application/json\r\n", headers + "Connection: close\r\n")).all();

            assertThat(answer).startsWith("HTTP/1.1 415 ").contains("\"type\":\"invalid_request_error\"").contains(why);
        }
        assertThat(vendor.creates("415 raw")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "application/json;charset=UTF-8", "Application/JSON",
            "application/json; charset=\"utf-8\"", "application/json; charset=utf8", "application/json; charset=UTF8; v=1",
            "application/json; profile=\"a; charset=latin1\"" })
    void json_by_any_of_its_spellings_is_taken(String type) {
        alice().header("Content-Type", type).body(body("spelled").getBytes(StandardCharsets.UTF_8)).post(GENERATIONS)
                .then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({ "limit=0, limit", "limit=101, limit", "limit=ten, limit", "limit=-1, limit", "limit=5.0, limit",
            "status=done, status", "status=PENDING, status", "after=x, after",
            "after=task-unified-1757165031-uyujaw3d, after" })
    void a_bad_list_parameter_is_422_and_named(String query, String param) {
        Response answer = alice().get("/v1/tasks?" + query);

        envelope(answer, 422, "invalid_request_error");
        assertThat(answer.jsonPath().getString("error.param")).isEqualTo(param);
    }

    @Test
    void every_bad_list_parameter_is_named() {
        assertThat(alice().get("/v1/tasks?limit=0&status=no&after=x").jsonPath().getList("error.details.param"))
                .containsExactly("status", "limit", "after");
    }

    @Test
    void a_bad_sync_upstream_is_422() {
        envelope(alice().get(TASKS + "task-unified-1757165031-uyujaw3d?sync_upstream=maybe"), 422,
                "invalid_request_error");
    }

    @Test
    void the_callers_request_id_comes_back_where_it_is_harmless() {
        alice().header("X-Request-Id", "abc-123").get("/v1/models").then().header("X-Request-Id", "abc-123");
        alice().header("X-Request-Id", "has spaces {}").get("/v1/models").then()
                .header("X-Request-Id", not(equalTo("has spaces {}")));
    }

    @Test
    void a_key_in_another_case_of_the_scheme_is_the_same_key() {
        given().header("Authorization", "bearer " + WithFakeVendor.ALICE).get("/v1/models").then().statusCode(200);
        as("KEY-OF-ALICE").get("/v1/models").then().statusCode(401);
    }
}
