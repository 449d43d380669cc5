package dev.zoetrope.dialect.gateway;

import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.as;
import static dev.zoetrope.dialect.gateway.GatewayCalls.START;
import static dev.zoetrope.dialect.gateway.GatewayCalls.STATUS;
import static dev.zoetrope.dialect.gateway.GatewayCalls.TEXT_TO_VIDEO;
import static dev.zoetrope.dialect.gateway.GatewayCalls.WAIT;
import static dev.zoetrope.dialect.gateway.GatewayCalls.body;
import static dev.zoetrope.dialect.gateway.GatewayCalls.call;
import static dev.zoetrope.dialect.gateway.GatewayCalls.start;
import static dev.zoetrope.dialect.gateway.GatewayCalls.status;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;

/** Each fault: the envelope of this protocol, its status, and the word from which the client makes an error class. */
@QuarkusTest
@WithTestResource(GatewayScenario.class)
class GatewayFaultsTest {
    private static final String UNKNOWN_ID = "task-unified-1757165031-uyujaw3d";

    FakeVendor vendor;

    private static JsonObject error(Response answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(answer.header("X-Request-Id")).isNotBlank();
        JsonObject envelope = new JsonObject(answer.asString());
        assertThat(envelope.fieldNames()).containsExactly("error");
        JsonObject error = envelope.getJsonObject("error");
        assertThat(error.fieldNames()).containsExactly("message", "type", "param", "code");
        assertThat(error.getString("message")).isNotBlank().doesNotContain("Exception").doesNotContain("dev.zoetrope");
        assertThat(error.getString("type")).isEqualTo(type);
        return error;
    }

    private static Response post(String body, String path) {
        return call(WithFakeVendor.ALICE, TEXT_TO_VIDEO).body(body).post(path);
    }

    @ParameterizedTest
    @ValueSource(strings = { START, WAIT, STATUS })
    void the_same_faults_at_each_path(String path) {
        error(given().contentType("application/json").body("{}").post(path), 401, "authentication_error");
        error(call("no-key-of-anyone", TEXT_TO_VIDEO).body("{}").post(path), 401, "authentication_error");
        error(given().header("X-API-KEY", WithFakeVendor.ALICE).contentType("application/json").body("{}").post(path), 401,
                "authentication_error");
        error(call(WithFakeVendor.OPS, TEXT_TO_VIDEO).body("{}").post(path), 403, "forbidden");
        error(alice().get(path), 405, "invalid_request_error");
        error(as(WithFakeVendor.ALICE).header("ai-model-id", TEXT_TO_VIDEO).contentType("text/plain")
                .body("{}".getBytes(StandardCharsets.UTF_8)).post(path), 415, "invalid_request_error");
        for (String broken : new String[] { "{", "[]", "{\"a\":1,\"a\":2}", "{\"prompt\":\"\\ud800\"" }) {
            assertThat(error(post(broken, path), 400, "invalid_request_error").getString("code")).isEqualTo("invalid_json");
        }
        assertThat(error(post(body("x".repeat(1 << 18)).encode(), path), 413, "invalid_request_error").getString("code"))
                .isEqualTo("body_too_large");
        error(alice().post("/v4/ai/nothing"), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = { START, WAIT })
    void a_create_needs_the_headers_of_this_protocol(String path) {
        String body = body("f headers").encode();
        RequestSpecification plain = alice().contentType("application/json").body(body);

        assertThat(error(plain.post(path), 400, "invalid_request_error").getString("message")).contains("ai-model-id");
        assertThat(error(alice().contentType("application/json").header("ai-model-id", TEXT_TO_VIDEO)
                .header("ai-video-model-specification-version", "3").body(body).post(path), 400, "invalid_request_error")
                .getString("code")).isEqualTo("unsupported_version");
        JsonObject unknown = error(call(WithFakeVendor.ALICE, "no/model").body(body).post(path), 404, "model_not_found");
        assertThat(unknown.getString("param")).isEqualTo("model");
        assertThat(vendor.creates("f headers")).isEmpty();
    }

    @Test
    void all_faults_are_in_the_message_and_the_first_one_is_named() {
        JsonObject error = error(start(TEXT_TO_VIDEO, body("f faulty").put("duration", 99).put("seed", "x").put("colour", 1)),
                400, "invalid_request_error");

        assertThat(error.getString("message")).isEqualTo("colour is not a member of this request; duration must be an integer"
                + " from 2 to 15 (seconds); seed must be an integer");
        assertThat(error.getString("param")).isEqualTo("colour");
        assertThat(error.getString("code")).isEqualTo("unknown_member");
        assertThat(vendor.creates("f faulty")).isEmpty();
    }

    @Test
    void an_operation_of_no_start_is_refused() {
        for (Object operation : new Object[] { null, "x", 5, new JsonObject(), new JsonObject().put("id", 5) }) {
            assertThat(error(status(WithFakeVendor.ALICE, operation), 400, "invalid_request_error").getString("param"))
                    .isEqualTo("operation");
        }
        for (String id : new String[] { UNKNOWN_ID, "nonsense", "" }) {
            error(status(WithFakeVendor.ALICE, new JsonObject().put("id", id)), 404, "not_found");
        }
    }

    @Test
    void a_refusal_of_the_vendor_is_the_answer() {
        vendor.onCreate("f refused", Replies.error(422, "invalid_request_error", "content_policy", "No."));
        vendor.onCreate("f poor", Replies.error(402, "insufficient_quota", "insufficient_credits", "Empty."));

        assertThat(error(start(TEXT_TO_VIDEO, body("f refused")), 400, "invalid_request_error").getString("code"))
                .isEqualTo("content_policy");
        assertThat(error(start(TEXT_TO_VIDEO, body("f poor")), 402, "failed_dependency").getString("message"))
                .isEqualTo("Empty.");
        assertThat(vendor.creates("f refused")).hasSize(1);
        assertThat(vendor.creates("f poor")).hasSize(1);
    }
}
