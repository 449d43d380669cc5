package dev.zoetrope.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Postgres;
import dev.zoetrope.ledger.jdbc.Version8;

/**
 * What a start refuses, and that it says which setting is to blame: one case for each check, and those that the framework
 * reads before the checks. {@code StartRefusalTest} has the other cases.
 */
class StartIT {
    @TempDir
    Path data;

    static Stream<Arguments> unsafe() {
        return Stream.of(
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_URL", "http://127.0.0.1:1", "ZOETROPE_UPSTREAM_KEY", "v-secret"),
                        "zoetrope.keys"),
                Arguments.of(Map.of("ZOETROPE_KEYS", "k-secret"), "zoetrope.keys"),
                Arguments.of(Map.of("ZOETROPE_KEYS", "a:k-secret-0123456", "ZOETROPE_KEYS_FILE", "/nonexistent"),
                        "zoetrope.keys and zoetrope.keys-file are both set"),
                Arguments.of(Map.of("ZOETROPE_FUNCTION_UPKEEP", "true"), "zoetrope.function.upkeep"),
                Arguments.of(Map.of("ZOETROPE_WEBHOOK_SECRETS", "alice:whsec_v-secret"), "zoetrope.webhook.secrets"),
                Arguments.of(Map.of("ZOETROPE_KEYS", "a:k-secret-0123456", "ZOETROPE_WEBHOOK_SECRETS",
                        "*:whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "ZOETROPE_SANDBOX_ENABLED", "true"),
                        "zoetrope.webhook.secrets: '*'"),
                Arguments.of(Map.of("ZOETROPE_SUBMIT_WAIT", "soon"), "zoetrope.submit.wait: \"soon\" cannot be read"),
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_CONNECT_TIMEOUT", "soon"),
                        "zoetrope.upstream.connect-timeout: \"soon\""),
                Arguments.of(Map.of("ZOETROPE_DATABASE_CONNECT_TIMEOUT", "soon"),
                        "zoetrope.database.connect-timeout: \"soon\""),
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_MAX_IN_FLIGHT", "0"), "zoetrope.upstream.max-in-flight must be from 1"),
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_CONNECT_TIMEOUT", "0s"),
                        "zoetrope.upstream.connect-timeout must be from"),
                Arguments.of(Map.of("ZOETROPE_VAULT_MODE", "s3", "ZOETROPE_VAULT_S3_BUCKET", "b", "AWS_EC2_METADATA_DISABLED",
                        "true"), "zoetrope.vault.s3.access-key and zoetrope.vault.s3.secret-key are not set"),
                Arguments.of(Map.of("ZOETROPE_DATA_DIR", "/proc/none"), "zoetrope.data-dir: the directory /proc/none cannot"),
                Arguments.of(Map.of("ZOETROPE_DATABASE_URL", "jdbc:postgresql://localhost:1/x"),
                        "zoetrope.database.url: PostgreSQL refuses the connection or does not answer (ConnectException"),
                Arguments.of(Map.of("ZOETROPE_TRACK_MODE", "on-demand"), "zoetrope.submit.wait"));
    }

    @ParameterizedTest
    @MethodSource("unsafe")
    void an_unsafe_configuration_does_not_start(Map<String, String> settings, String blamed) {
        try (GatewayProcess gateway = GatewayProcess.launch(data, settings)) {
            assertRefused(gateway);
            assertThat(gateway.output()).contains(blamed).doesNotContain("v-secret").doesNotContain("k-secret");
        }
    }

    @Test
    void a_setting_that_is_misspelt_is_told_with_the_setting_that_is_missing() {
        try (GatewayProcess gateway = GatewayProcess.launch(data,
                Map.of("ZOETROPE_UPSTREM_KEY", "v-secret", "ZOETROPE_KEYS", "alice:k-secret-0123456"))) {
            assertRefused(gateway);
            assertThat(gateway.output())
                    .contains("ZOETROPE_UPSTREM_KEY is not a setting and has no effect; the nearest setting is "
                            + "ZOETROPE_UPSTREAM_KEY")
                    .contains("set zoetrope.sandbox.enabled=true for the sandbox").doesNotContain("v-secret")
                    .doesNotContain("k-secret");
        }
    }

    /** One line says why, the last of few. */
    private static void assertRefused(GatewayProcess gateway) {
        assertThat(gateway.exitCode()).isEqualTo(1);
        List<String> lines = gateway.output().lines().toList();
        assertThat(lines.get(lines.size() - 1)).startsWith("Zoetrope does not start: ");
        assertThat(lines).hasSizeLessThanOrEqualTo(6)
                .noneMatch(line -> line.startsWith("\tat ") || line.contains("Caused by"));
    }

    @Test
    void a_port_that_is_taken_refuses_the_start() throws IOException {
        try (ServerSocket taken = new ServerSocket(0);
                GatewayProcess gateway = GatewayProcess.launch(data,
                        Map.of("QUARKUS_HTTP_PORT", Integer.toString(taken.getLocalPort())))) {
            assertRefused(gateway);
            assertThat(gateway.output()).contains("Zoetrope does not start: quarkus.http.port: ")
                    .contains(Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void a_management_port_that_is_taken_refuses_the_start() throws IOException {
        try (ServerSocket taken = new ServerSocket(0);
                GatewayProcess gateway = GatewayProcess.launch(data,
                        Map.of("QUARKUS_MANAGEMENT_PORT", Integer.toString(taken.getLocalPort())))) {
            assertRefused(gateway);
            assertThat(gateway.output()).contains("Zoetrope does not start: quarkus.management.port: ")
                    .contains(Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void what_is_no_database_refuses_the_start() throws IOException {
        Files.writeString(data.resolve("zoetrope.db"), "this is no database, and longer than the head of one would be");
        try (GatewayProcess gateway = GatewayProcess.launch(data, Map.of())) {
            assertRefused(gateway);
            assertThat(gateway.output()).contains("zoetrope.data-dir: ").contains("not a database");
        }
    }

    @Test
    void a_database_of_a_later_version_refuses_the_start_and_stays_as_it_is() throws SQLException {
        try (GatewayProcess first = GatewayProcess.start(data, Map.of())) {
            first.kill();
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("zoetrope.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into flyway_schema_history select installed_rank + 1000, '9999', description, type, script,"
                            + " checksum, installed_by, installed_on, execution_time, success from flyway_schema_history limit 1");
        }
        try (GatewayProcess gateway = GatewayProcess.launch(data, Map.of())) {
            assertRefused(gateway);
            assertThat(gateway.output()).contains("zoetrope.data-dir: the database is of a later version (9999)");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void a_database_from_before_the_baseline_of_the_migrations_is_used_as_it_is(boolean postgres) throws SQLException {
        Map<String, String> settings = new HashMap<>();
        if (postgres) {
            String url = Postgres.fresh();
            try (Connection connection = DriverManager.getConnection(url)) {
                Version8.createIn(connection);
            }
            settings.put("ZOETROPE_DATABASE_URL", url);
        } else {
            Version8.copyTo(data);
        }
        try (FakeVendor vendor = new FakeVendor()) {
            settings.putAll(Map.of("ZOETROPE_UPSTREAM_URL", vendor.url(), "ZOETROPE_UPSTREAM_KEY", FakeVendor.KEY,
                    "ZOETROPE_KEYS", "alice:key-of-alice-long"));
            for (String prompt : List.of("first start", "second start")) {
                try (GatewayProcess gateway = GatewayProcess.start(data, settings)) {
                    gateway.as("key-of-alice-long").get("/v1/tasks/task-unified-1772366400-pending0").then().statusCode(200);
                    gateway.as("key-of-alice-long").contentType("application/json").body(Calls.body(prompt))
                            .post(Calls.GENERATIONS).then().statusCode(200);
                    assertThat(vendor.creates(prompt)).hasSize(1);
                }
            }
        }
    }

    @Test
    void an_upstream_url_may_end_in_the_version() {
        try (FakeVendor vendor = new FakeVendor();
                GatewayProcess gateway = GatewayProcess.start(data, Map.of("ZOETROPE_UPSTREAM_URL", vendor.url() + "/v1/",
                        "ZOETROPE_UPSTREAM_KEY", FakeVendor.KEY, "ZOETROPE_KEYS", "alice:key-of-alice-long"))) {
            gateway.as("key-of-alice-long").contentType("application/json").body(Calls.body("with version"))
                    .post(Calls.GENERATIONS).then().statusCode(200);
            assertThat(vendor.creates("with version")).hasSize(1);
        }
    }

    @Test
    void a_second_process_on_the_same_data_does_not_start() {
        try (GatewayProcess first = GatewayProcess.start(data, Map.of());
                GatewayProcess second = GatewayProcess.launch(data, Map.of())) {
            assertRefused(second);
            assertThat(second.output()).contains("zoetrope.data-dir: another process is using");
            first.as("any").get("/v1/models").then().statusCode(200);
        }
    }

    @Test
    void the_sandbox_takes_keys_where_it_is_meant() {
        try (GatewayProcess gateway = GatewayProcess.start(data,
                Map.of("ZOETROPE_SANDBOX_ENABLED", "true", "ZOETROPE_KEYS", "alice:key", "ZOETROPE_PORT",
                        "tcp://10.0.0.7:80"))) {
            gateway.as("key").get("/v1/models").then().statusCode(200);
            gateway.as("other").get("/v1/models").then().statusCode(401);
            assertThat(gateway.output()).doesNotContain("is not a setting");
        }
    }

    @Test
    void the_sandbox_needs_no_configuration_and_says_what_it_lacks() {
        try (GatewayProcess gateway = GatewayProcess.start(data, Map.of())) {
            gateway.as("any").contentType("application/json").body("""
                    {"model":"wan-2.7-image-to-video","image_urls":["https://example.com/a.jpg"]}""")
                    .post("/v1/videos/generations").then().statusCode(422)
                    .body("error.code", org.hamcrest.Matchers.equalTo("renderer_missing"));
            assertThat(gateway.output()).contains("accepts any bearer key");
        }
    }
}
