package dev.zoetrope.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a start refuses, and that it says which setting is to blame. */
class StartIT {
    @TempDir
    Path data;

    static Stream<Arguments> unsafe() {
        return Stream.of(
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_URL", "http://127.0.0.1:1", "ZOETROPE_UPSTREAM_KEY", "v-secret"),
                        "zoetrope.keys"),
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_KEY", "v-secret"), "zoetrope.keys"),
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_URL", "http://127.0.0.1:1", "ZOETROPE_KEYS", "a:k-secret-0123456"),
                        "zoetrope.upstream.key"),
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_URL", "ftp://127.0.0.1", "ZOETROPE_UPSTREAM_KEY", "v-secret",
                        "ZOETROPE_KEYS", "a:k-secret-0123456"), "zoetrope.upstream.url"),
                Arguments.of(Map.of("ZOETROPE_KEYS", "k-secret"), "zoetrope.keys"),
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_KEY", "v-secret", "ZOETROPE_KEYS", "a:k-secret-789012"),
                        "zoetrope.keys: the key of 'a' is shorter"),
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_KEY", "v-secret", "ZOETROPE_KEYS", "a:k-secret-0123456",
                        "ZOETROPE_OPERATOR_KEYS", "ops:k-secret"), "zoetrope.operator-keys: the key of 'ops' is shorter"),
                Arguments.of(Map.of("ZOETROPE_KEYS", "a:k-secret,b:k-secret"), "zoetrope.keys: 'a' and 'b' have the same key"),
                Arguments.of(Map.of("ZOETROPE_KEYS", "a:k-secret-0123456;b:k-secret-7890123"),
                        "zoetrope.keys: the key of 'a' contains ';'"),
                Arguments.of(Map.of("ZOETROPE_KEYS", "a:k-secret-\u00e4-0123456"),
                        "zoetrope.keys: the key of 'a' must be printable"),
                Arguments.of(Map.of("ZOETROPE_KEYS", "a:" + "k-secret".repeat(65)),
                        "zoetrope.keys: the key of 'a' is longer"),
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_KEY", "v-secret\nand more", "ZOETROPE_KEYS", "a:k-secret-0123456"),
                        "zoetrope.upstream.key must be printable"),
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_KEY", "v-secret".repeat(900), "ZOETROPE_KEYS", "a:k-secret-0123456"),
                        "zoetrope.upstream.key must be printable"),
                Arguments.of(Map.of("ZOETROPE_KEYS", "a:k-secret-0123456", "ZOETROPE_KEYS_FILE", "/nonexistent"),
                        "zoetrope.keys and zoetrope.keys-file are both set"),
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_KEY_FILE", "/v-secret"), "zoetrope.upstream.key-file: the file cannot"),
                Arguments.of(Map.of("ZOETROPE_FUNCTION_UPKEEP", "true"), "zoetrope.function.upkeep"),
                Arguments.of(Map.of("ZOETROPE_OPERATOR_KEYS", "k-secret"), "zoetrope.operator-keys: expected"),
                Arguments.of(Map.of("ZOETROPE_KEYS", "a:k-secret-0123456", "ZOETROPE_OPERATOR_KEYS", "ops:k-secret-0123456"),
                        "zoetrope.keys and zoetrope.operator-keys share a key"),
                Arguments.of(Map.of("ZOETROPE_WEBHOOK_SECRETS", "alice:whsec_v-secret"), "zoetrope.webhook.secrets"),
                Arguments.of(Map.of("ZOETROPE_KEYS", "a:k-secret-0123456", "ZOETROPE_WEBHOOK_SECRETS",
                        "*:whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "ZOETROPE_SANDBOX_ENABLED", "true"),
                        "zoetrope.webhook.secrets: '*'"),
                Arguments.of(Map.of("ZOETROPE_UPSTREM_KEY", "v-secret", "ZOETROPE_KEYS", "alice:k-secret-0123456"),
                        "ZOETROPE_UPSTREM_KEY is no setting and has no effect; the nearest one is ZOETROPE_UPSTREAM_KEY"),
                Arguments.of(Map.of("ZOETROPE_UPSTREM_KEY", "v-secret", "ZOETROPE_KEYS", "alice:k-secret-0123456"),
                        "set zoetrope.sandbox.enabled=true for the sandbox"),
                Arguments.of(Map.of("ZOETROPE_OPERATOR_KEYS", "ops:k-secret-0123456"), "zoetrope.upstream.key is missing"),
                Arguments.of(Map.of("ZOETROPE_SANDBOX_ENABLED", "false"), "zoetrope.upstream.key is missing"),
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_KEY", "v-secret", "ZOETROPE_KEYS", "a:k-secret-0123456",
                        "ZOETROPE_SANDBOX_ENABLED", "true"), "zoetrope.sandbox.enabled is true beside"),
                Arguments.of(Map.of("ZOETROPE_WEBHOOK_IN_FLIGHT", "0"), "zoetrope.webhook.in-flight"),
                Arguments.of(Map.of("ZOETROPE_SUBMIT_WAIT", "soon"), "zoetrope.submit.wait"),
                Arguments.of(Map.of("ZOETROPE_TRACK_MODE", "on-demand"), "zoetrope.submit.wait"),
                Arguments.of(Map.of("ZOETROPE_TRACK_MAX_INTERVAL", "10ms"), "zoetrope.track.max-interval"),
                Arguments.of(Map.of("ZOETROPE_TASK_LONGEST_LATE_LOOK", "1m"), "zoetrope.task.longest-late-look"),
                Arguments.of(Map.of("ZOETROPE_SUBMIT_WAIT", "-1s"), "zoetrope.submit.wait"),
                Arguments.of(Map.of("ZOETROPE_LEDGER_GROUP", "0"), "zoetrope.ledger.group"));
    }

    @ParameterizedTest
    @MethodSource("unsafe")
    void an_unsafe_configuration_does_not_start(Map<String, String> settings, String blamed) {
        try (GatewayProcess gateway = GatewayProcess.launch(data, settings)) {
            assertThat(gateway.exitCode()).isNotZero();
            assertThat(gateway.output()).contains(blamed).doesNotContain("v-secret").doesNotContain("k-secret");
        }
    }

    @Test
    void a_second_process_on_the_same_data_does_not_start() {
        try (GatewayProcess first = GatewayProcess.start(data, Map.of());
                GatewayProcess second = GatewayProcess.launch(data, Map.of())) {
            assertThat(second.exitCode()).isNotZero();
            assertThat(second.output()).contains("zoetrope.data-dir");
            first.as("any").get("/v1/models").then().statusCode(200);
        }
    }

    @Test
    void the_sandbox_takes_keys_where_it_is_meant() {
        try (GatewayProcess gateway = GatewayProcess.start(data,
                Map.of("ZOETROPE_SANDBOX_ENABLED", "true", "ZOETROPE_KEYS", "alice:key", "ZOETROPE_PORT", "tcp://10.0.0.7:80"))) {
            gateway.as("key").get("/v1/models").then().statusCode(200);
            gateway.as("other").get("/v1/models").then().statusCode(401);
            assertThat(gateway.output()).doesNotContain("is no setting");
        }
    }

    @Test
    void the_sandbox_needs_no_configuration_and_says_what_it_lacks() {
        try (GatewayProcess gateway = GatewayProcess.start(data, Map.of())) {
            gateway.as("any").contentType("application/json").body("""
                    {"model":"wan-2.7-image-to-video","image_urls":["https://example.com/a.jpg"]}""")
                    .post("/v1/videos/generations").then().statusCode(422)
                    .body("error.code", org.hamcrest.Matchers.equalTo("renderer_missing"));
            assertThat(gateway.output()).contains("takes any bearer key");
        }
    }
}
