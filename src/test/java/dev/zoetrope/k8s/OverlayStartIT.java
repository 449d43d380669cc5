package dev.zoetrope.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Postgres;
import dev.zoetrope.fake.S3Server;
import dev.zoetrope.process.GatewayProcess;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.restassured.RestAssured;

/** The packaged gateway starts with the variables of each overlay, and answers its probes, its callers and its tick. */
class OverlayStartIT {
    private static final String KEY = "key-of-alice-long";
    private static final String TICK = "key-of-the-schedule";

    @TempDir
    Path data;
    private final FakeVendor vendor = new FakeVendor();

    @AfterEach
    void close() {
        vendor.close();
    }

    /** The overlay's own variables, with what only a cluster has replaced: secrets, and where vendor, bucket and disk are. */
    private Map<String, String> environment(Overlay overlay) {
        Map<String, String> ours = Map.of("ZOETROPE_UPSTREAM_KEY", FakeVendor.KEY, "ZOETROPE_KEYS", "alice:" + KEY,
                "ZOETROPE_OPERATOR_KEYS", "tick:" + TICK, "ZOETROPE_DATABASE_URL", Postgres.fresh(),
                "ZOETROPE_DATABASE_USER", "postgres", "ZOETROPE_DATABASE_PASSWORD", "postgres",
                "ZOETROPE_VAULT_S3_ACCESS_KEY", S3Server.ACCESS_KEY, "ZOETROPE_VAULT_S3_SECRET_KEY", S3Server.SECRET_KEY,
                "ZOETROPE_VAULT_S3_BUCKET", S3Server.freshBucket(), "ZOETROPE_DATA_DIR", data.toString());
        Map<String, String> environment = new HashMap<>(overlay.environment());
        environment.remove("ZOETROPE_WEBHOOK_SECRETS"); // optional, and here there is none
        environment.replaceAll((variable, value) -> ours.getOrDefault(variable, value));
        assertThat(environment).doesNotContainValue(Secret.STANDS_FOR);
        environment.put("ZOETROPE_UPSTREAM_URL", vendor.url());
        environment.put("ZOETROPE_VAULT_S3_ENDPOINT", S3Server.endpoint());
        return environment;
    }

    private static List<String> probes(Overlay overlay) {
        Container gateway = overlay.pods().stream().flatMap(pod -> pod.gateway().stream()).findFirst().orElseThrow();
        return Stream.of(gateway.getStartupProbe(), gateway.getReadinessProbe(), gateway.getLivenessProbe())
                .filter(Objects::nonNull).map(Probe::getHttpGet).map(get -> get.getPath()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = { "single", "replicas", "knative" })
    void it_starts_is_ready_and_takes_a_create(String name) {
        // Given
        Overlay overlay = Overlay.of(Tree.real(), name);
        try (GatewayProcess gateway = GatewayProcess.start(data, environment(overlay))) {
            assertThat(probes(overlay)).isNotEmpty().allSatisfy(path -> RestAssured.given().port(gateway.managementPort())
                    .get(path).then().statusCode(200));
            // When
            gateway.as(KEY).contentType("application/json").body(Calls.body("as in " + name)).post(Calls.GENERATIONS)
                    .then().statusCode(200);
            // Then
            assertThat(vendor.creates("as in " + name)).hasSize(1);
        }
    }

    @Test
    void the_tick_of_knative_is_an_operator_s_and_is_taken() {
        // Given
        Overlay overlay = Overlay.of(Tree.real(), "knative");
        String url = overlay.all(CronJob.class).flatMap(job -> job.getSpec().getJobTemplate().getSpec().getTemplate().getSpec()
                .getContainers().get(0).getCommand().stream()).filter(word -> word.startsWith("http://")).findFirst()
                .orElseThrow();
        String path = url.substring(url.indexOf('/', "http://".length()));
        try (GatewayProcess gateway = GatewayProcess.start(data, environment(overlay))) {
            // When
            int taken = gateway.as(TICK).post(path).statusCode();
            // Then
            assertThat(taken).isEqualTo(200);
            assertThat(gateway.as(KEY).post(path).statusCode()).isEqualTo(403);
        }
    }
}
