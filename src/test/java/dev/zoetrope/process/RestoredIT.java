package dev.zoetrope.process;

import static dev.zoetrope.process.Replicas.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Postgres;
import dev.zoetrope.fake.Replies;

/** The program with the argument {@code restored}: after a backup was restored, nothing of it is sent again. */
class RestoredIT {
    @TempDir
    Path data;

    private Map<String, String> settings(FakeVendor vendor, boolean postgres) {
        Map<String, String> settings = new HashMap<>(Map.of("ZOETROPE_UPSTREAM_URL", vendor.url(), "ZOETROPE_UPSTREAM_KEY",
                FakeVendor.KEY, "ZOETROPE_KEYS", "alice:" + KEY, "ZOETROPE_DATA_DIR", data.toString(),
                "ZOETROPE_SUBMIT_FIRST_BACK_OFF", "1s"));
        if (postgres) {
            settings.put("ZOETROPE_DATABASE_URL", Postgres.of(data));
        }
        return settings;
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void what_waits_in_a_restored_record_is_not_sent_by_the_next_start(boolean postgres) throws Exception {
        try (FakeVendor vendor = new FakeVendor()) {
            // Given: a create that the vendor deferred, in a record from which it may have been sent since
            vendor.onCreate("waits", Replies.raw(429, "", "Retry-After", "3"));
            String id;
            try (GatewayProcess gateway = GatewayProcess.start(data, settings(vendor, postgres))) {
                id = gateway.as(KEY).contentType("application/json").body(Calls.body("waits")).post(Calls.GENERATIONS).then()
                        .statusCode(200).body("status", equalTo("pending")).extract().path("id");
                gateway.kill();
            }
            int before = vendor.creates("waits").size();
            // When
            Command restored = Command.run(settings(vendor, postgres), "restored");
            // Then
            assertThat(restored.exitCode()).as(restored.output()).isZero();
            assertThat(restored.output()).contains("marked as restored").doesNotContain("Listening on");
            try (GatewayProcess gateway = GatewayProcess.start(data, settings(vendor, postgres))) {
                gateway.as(KEY).get("/v1/tasks/" + id).then().statusCode(200).body("status", equalTo("failed"))
                        .body("error.code", equalTo("submission_unknown"));
                assertThat(gateway.output()).contains("1 pending creates were ended as submission_unknown");
            }
            assertThat(vendor.creates("waits")).hasSize(before);
        }
    }

    @Test
    void a_record_that_another_process_uses_is_not_marked() throws Exception {
        try (FakeVendor vendor = new FakeVendor();
                GatewayProcess gateway = GatewayProcess.start(data, settings(vendor, false))) {
            Command restored = Command.run(settings(vendor, false), "restored");

            assertThat(restored.exitCode()).isNotZero();
            assertThat(restored.output()).contains("zoetrope.data-dir");
            gateway.as(KEY).get("/v1/models").then().statusCode(200);
        }
    }
}
