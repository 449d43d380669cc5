package dev.zoetrope.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Postgres;

/** Secrets with characters that mean something elsewhere, from variables and from files as Kubernetes makes them. */
class SecretsIT {
    private static final String ODD = "a$$b\\c${HOME}d${x}";

    @TempDir
    Path data;
    private final FakeVendor vendor = new FakeVendor();

    @AfterEach
    void close() {
        vendor.close();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(data.resolve(name), content);
    }

    private void createsWith(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("ZOETROPE_UPSTREAM_URL", vendor.url());
        try (GatewayProcess gateway = GatewayProcess.start(data.resolve("data"), all)) {
            gateway.as("key-" + ODD).contentType("application/json").body(Calls.body("odd")).post(Calls.GENERATIONS).then()
                    .statusCode(200);
            gateway.as("ops-" + ODD).post("/v1/maintenance/tick").then().statusCode(200);
            assertThat(gateway.output()).doesNotContain("a$");
        }
        assertThat(vendor.creates("odd")).hasSize(1)
                .allMatch(seen -> ("Bearer vendor-" + ODD).equals(seen.headers().get("Authorization")));
    }

    @Test
    void secrets_of_the_environment_are_taken_as_they_are() {
        createsWith(Map.of("ZOETROPE_UPSTREAM_KEY", "vendor-" + ODD + "\n", "ZOETROPE_KEYS",
                "bob:another-key-of-bob,alice:key-" + ODD + "\r\n", "ZOETROPE_OPERATOR_KEYS", " ops:ops-" + ODD));
    }

    @Test
    void secrets_of_files_are_taken_as_they_are() throws Exception {
        String role = "r" + System.nanoTime();
        String database = Postgres.fresh();
        try (Connection connection = DriverManager.getConnection(Postgres.server());
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + role + " superuser login password '" + ODD + "'");
        }
        createsWith(Map.of("ZOETROPE_UPSTREAM_KEY_FILE", file("upstream", "vendor-" + ODD + "\n").toString(),
                "ZOETROPE_KEYS_FILE", file("keys", "bob:another-key-of-bob\nalice:key-" + ODD + "\n").toString(),
                "ZOETROPE_OPERATOR_KEYS_FILE", file("operators", "ops:ops-" + ODD + "\n").toString(),
                "ZOETROPE_DATABASE_URL", Postgres.withPassword(database, role), "ZOETROPE_DATABASE_USER", role,
                "ZOETROPE_DATABASE_PASSWORD_FILE", file("password", ODD + "\n").toString()));
    }
}
