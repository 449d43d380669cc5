package dev.zoetrope.sandbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;

/** With a configured vendor the sandbox is off. */
@QuarkusTest
@TestProfile(SandboxOffTest.RealUpstream.class)
class SandboxOffTest {
    public static final class RealUpstream implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("zoetrope.data-dir", "target/sandbox-off", "zoetrope.upstream.url", "http://localhost:1",
                    "zoetrope.upstream.key", "k", "zoetrope.keys", "a:a-key-that-is-long");
        }
    }

    @Inject
    SandboxSwitch sandboxSwitch;

    @Test
    void it_is_off_until_it_is_turned_on() {
        assertThat(sandboxSwitch.enabled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "/sandbox/v1/tasks/task-unified-1-abcdefgh", "/sandbox/samples/zoetrope.jpg",
            "/sandbox/files/task-unified-1-abcdefgh.mp4" })
    void nothing_is_there(String path) {
        Assumptions.assumeFalse(sandboxSwitch.enabled());
        Response answer = given().header("Authorization", "Bearer " + sandboxSwitch.key()).get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("error.type")).isEqualTo("not_found");
    }

    @Test
    void nothing_can_be_created() {
        assertThat(SandboxSupport.create(sandboxSwitch.key(), "\"image_urls\":[\"http://a.example/\"]").statusCode())
                .isEqualTo(404);
    }
}
