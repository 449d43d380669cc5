package dev.zoetrope.sandbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

/** With a configured vendor the sandbox is off. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class SandboxOffTest {
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
