package dev.zoetrope.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import io.restassured.RestAssured;
import io.restassured.response.Response;

/** Ready, asked to stop, asked again, overdue. */
class StopIT {
    private static final String KEY = "key-of-alice-long";

    @TempDir
    Path data;

    private final FakeVendor vendor = new FakeVendor();

    @AfterEach
    void close() {
        vendor.close();
    }

    private GatewayProcess start(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("ZOETROPE_UPSTREAM_URL", vendor.url(),
                "ZOETROPE_UPSTREAM_KEY", FakeVendor.KEY, "ZOETROPE_KEYS", "alice:" + KEY));
        settings.putAll(more);
        return GatewayProcess.start(data, settings);
    }

    private static Response create(GatewayProcess gateway, String prompt) {
        return gateway.as(KEY).contentType("application/json").body(Calls.body(prompt)).post(Calls.GENERATIONS);
    }

    private static int ready(GatewayProcess gateway) {
        return RestAssured.given().port(gateway.managementPort()).get("/q/health/ready").statusCode();
    }

    @Test
    void no_probe_asks_the_vendor_for_anything() {
        try (GatewayProcess gateway = start(Map.of())) {
            for (String probe : new String[] { "/q/health", "/q/health/live", "/q/health/ready", "/q/health/started" }) {
                RestAssured.given().port(gateway.managementPort()).get(probe).then().statusCode(200);
            }
            assertThat(vendor.requests()).isZero();
        }
    }

    @Test
    void a_stop_takes_nothing_new_lets_what_is_under_way_end_and_ends_with_zero() throws Exception {
        String id;
        try (GatewayProcess gateway = start(Map.of())) {
            // Given
            HeldAnswer held = new HeldAnswer();
            vendor.onCreate("under way", held);
            String earlier = create(gateway, "earlier").then().statusCode(200).extract().path("id");
            CompletableFuture<Response> underWay = CompletableFuture.supplyAsync(() -> create(gateway, "under way"));
            held.awaitCreate();
            assertThat(ready(gateway)).isEqualTo(200);
            // When
            gateway.stop();
            // Then
            await().until(() -> ready(gateway) == 503);
            create(gateway, "too late").then().statusCode(503).body("error.code", equalTo("shutting_down"))
                    .header("Retry-After", notNullValue());
            gateway.as(KEY).get("/v1/tasks/" + earlier).then().statusCode(200);
            held.answer();
            id = underWay.get(20, TimeUnit.SECONDS).then().statusCode(200).body("error", nullValue()).extract().path("id");
            assertThat(gateway.exitCode()).isZero();
        }
        assertThat(vendor.creates("too late")).isEmpty();
        try (GatewayProcess gateway = start(Map.of())) {
            gateway.as(KEY).get("/v1/tasks/" + id + "?sync_upstream=true").then().statusCode(200)
                    .body("status", equalTo("processing"));
        }
    }

    @Test
    void a_second_signal_ends_it_at_once_and_what_was_under_way_is_unknown() throws Exception {
        try (GatewayProcess gateway = start(Map.of())) {
            HeldAnswer held = new HeldAnswer();
            vendor.onCreate("under way", held);
            CompletableFuture<Response> underWay = CompletableFuture.supplyAsync(() -> create(gateway, "under way"));
            held.awaitCreate();
            gateway.stop();
            await().until(() -> ready(gateway) == 503);
            gateway.stop();
            assertThat(gateway.exitCode()).isEqualTo(143);
            assertThat(underWay.handle((answer, gone) -> gone).get(20, TimeUnit.SECONDS)).isNotNull();
        }
        unknownAndSentOnce();
    }

    @Test
    void past_its_deadline_a_stop_ends_and_loses_nothing() throws Exception {
        try (GatewayProcess gateway = start(Map.of("ZOETROPE_STOP_DEADLINE", "1s"))) {
            HeldAnswer held = new HeldAnswer();
            vendor.onCreate("under way", held);
            CompletableFuture<Response> underWay = CompletableFuture.supplyAsync(() -> create(gateway, "under way"));
            held.awaitCreate();
            gateway.stop();
            assertThat(gateway.exitCode()).isEqualTo(1);
            assertThat(gateway.output()).contains("zoetrope.stop.deadline");
            assertThat(underWay.handle((answer, gone) -> gone).get(20, TimeUnit.SECONDS)).isNotNull();
        }
        unknownAndSentOnce();
    }

    private void unknownAndSentOnce() {
        try (GatewayProcess gateway = start(Map.of())) {
            gateway.as(KEY).get("/v1/tasks").then().statusCode(200).body("data.size()", equalTo(1))
                    .body("data[0].error.code", equalTo("submission_unknown"));
            assertThat(vendor.creates("under way")).hasSize(1);
        }
    }
}
