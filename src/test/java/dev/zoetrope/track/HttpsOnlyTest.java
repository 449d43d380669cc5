package dev.zoetrope.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.SelfSigned;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.video.TaskState;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.net.PfxOptions;

/** Tasks are tracked also if the server accepts only HTTPS. */
@QuarkusTest
@WithTestResource(HttpsOnlyTest.Secured.class)
public class HttpsOnlyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    Ledger ledger;
    FakeVendor vendor;

    /** Without plain HTTP. */
    public static class Secured extends TrackingScenario {
        @Override
        protected Map<String, String> more() {
            PfxOptions store = (PfxOptions) SelfSigned.server().getKeyCertOptions();
            return Map.of("quarkus.http.insecure-requests", "disabled", "quarkus.http.test-ssl-port", "0",
                    "quarkus.http.ssl.certificate.key-store-file", store.getPath(),
                    "quarkus.http.ssl.certificate.key-store-password", store.getPassword());
        }
    }

    @Test
    void a_task_is_followed() {
        Instant now = Instant.now();
        TaskState running = new TaskState.Running("vendor-over-https", now, true, 5, null, null, null);
        ledger.create(CreateIntent.of(SlowLedger.task("overtls0", running, now))).await().atMost(PATIENCE);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(vendor.asks("vendor-over-https")).isPositive());
    }
}
