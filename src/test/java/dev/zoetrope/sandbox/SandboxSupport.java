package dev.zoetrope.sandbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** Calls of the sandbox over HTTP, as the gateway makes them. */
public final class SandboxSupport {
    static final String CREATE = "/sandbox/v1/videos/generations";
    public static final String SAMPLE = "http://localhost:%d/sandbox/samples/zoetrope.jpg";

    private SandboxSupport() {
    }

    /** A sandbox with its own data directory and a short queue. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("zoetrope.data-dir", Path.of("target", "sandbox-test").toString(),
                    "test.sandbox.queue", "2", "zoetrope.sandbox.renders", "1", "test.sandbox.keep", "100",
                    "zoetrope.sandbox.allow-private", "true");
        }
    }

    public static Response create(String key, String members) {
        return given().header("Authorization", "Bearer " + key).contentType("application/json")
                .body("{\"model\":\"wan-2.7-image-to-video\",\"duration\":2,\"resolution\":\"720p\"," + members + "}")
                .post(CREATE);
    }

    public static String accepted(String key, String members) {
        Response answer = create(key, members);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath().getString("id");
    }

    public static JsonPath query(String key, String id) {
        return given().header("Authorization", "Bearer " + key).get("/sandbox/v1/tasks/" + id).then().statusCode(200)
                .extract().jsonPath();
    }

    public static JsonPath ended(String key, String id) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(150))
                .until(() -> query(key, id).getString("status").matches("completed|failed"));
        return query(key, id);
    }
}
