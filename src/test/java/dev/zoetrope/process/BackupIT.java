package dev.zoetrope.process;

import static dev.zoetrope.process.Replicas.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;

/** The program with the arguments {@code backup FILE}: beside a running gateway, and a start from the copy. */
class BackupIT {
    @TempDir
    Path place;

    private static Map<String, String> settings(FakeVendor vendor, Path data) {
        return new HashMap<>(Map.of("ZOETROPE_UPSTREAM_URL", vendor.url(), "ZOETROPE_UPSTREAM_KEY", FakeVendor.KEY,
                "ZOETROPE_KEYS", "alice:" + KEY, "ZOETROPE_DATA_DIR", data.toString(),
                "ZOETROPE_SUBMIT_FIRST_BACK_OFF", "1s"));
    }

    @Test
    void a_start_from_the_backup_of_a_running_gateway_sends_nothing_that_waits_in_it() throws Exception {
        Path data = place.resolve("data");
        Path restored = Files.createDirectory(place.resolve("restored"));
        try (FakeVendor vendor = new FakeVendor()) {
            // Given: a create that the vendor has and one that it deferred, in a gateway that goes on
            vendor.onCreate("waits", Replies.raw(429, "", "Retry-After", "3"));
            String waits;
            String runs;
            try (GatewayProcess gateway = GatewayProcess.start(data, settings(vendor, data))) {
                runs = create(gateway, "runs");
                waits = create(gateway, "waits");
                // When
                Command backup = Command.run(settings(vendor, data), "backup", restored.resolve("zoetrope.db").toString());
                // Then
                assertThat(backup.exitCode()).as(backup.output()).isZero();
                assertThat(backup.output()).contains("The backup is").doesNotContain("Listening on");
                create(gateway, "later");
                gateway.kill();
            }
            int before = vendor.creates("waits").size();
            try (GatewayProcess gateway = GatewayProcess.start(restored, settings(vendor, restored))) {
                gateway.as(KEY).get("/v1/tasks/" + waits).then().statusCode(200).body("status", equalTo("failed"))
                        .body("error.code", equalTo("submission_unknown"));
                gateway.as(KEY).get("/v1/tasks/" + runs).then().statusCode(200).body("status", not("failed"));
                gateway.as(KEY).get("/v1/tasks").then().body("data.size()", equalTo(2));
            }
            assertThat(vendor.creates("waits")).hasSize(before);
        }
    }

    private static String create(GatewayProcess gateway, String prompt) {
        return gateway.as(KEY).contentType("application/json").body(Calls.body(prompt)).post(Calls.GENERATIONS).then()
                .statusCode(200).body("status", equalTo("pending")).extract().path("id");
    }

    @Test
    void with_postgresql_it_is_refused() throws Exception {
        Command backup = Command.run(Map.of("ZOETROPE_DATABASE_URL", "jdbc:postgresql://localhost/zoetrope"), "backup",
                place.resolve("copy.db").toString());

        assertThat(backup.exitCode()).isEqualTo(1);
        assertThat(backup.output()).contains("PostgreSQL's own tools");
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void without_a_file_it_says_what_it_needs() throws Exception {
        Command backup = Command.run(Map.of("ZOETROPE_DATA_DIR", place.toString()), "backup");

        assertThat(backup.exitCode()).isEqualTo(2);
        assertThat(backup.output()).contains("backup needs one file");
    }

    @Test
    void a_data_directory_without_a_database_is_named() throws Exception {
        Command backup = Command.run(Map.of("ZOETROPE_DATA_DIR", place.toString()), "backup",
                place.resolve("copy.db").toString());

        assertThat(backup.exitCode()).isEqualTo(1);
        assertThat(backup.output()).contains("zoetrope.data-dir: " + place + " has no database");
    }
}
