package dev.zoetrope.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.api.Calls;
import dev.zoetrope.deliver.Secrets;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Receiver;
import dev.zoetrope.fake.Replies;
import io.vertx.core.json.JsonObject;

/** Callbacks of real processes: none is lost with the process that owed it, and replicas do not each send their own. */
class WebhookIT {
    private static final String KEY = Replicas.KEY;
    private static final Map<String, String> CALLING_BACK = Map.of("ZOETROPE_WEBHOOK_SECRETS", "alice:" + Secrets.ALICE,
            "ZOETROPE_WEBHOOK_ALLOW_PRIVATE", "true", "ZOETROPE_WEBHOOK_FILE_WAIT", "1s");

    @TempDir
    Path data;
    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    private String create(GatewayProcess gateway, String prompt, int status) {
        return gateway.as(KEY).contentType("application/json")
                .body(Calls.body(prompt).replace("}", ",\"callback_url\":\"" + receiver.url("/" + prompt) + "\"}"))
                .post(Calls.GENERATIONS).then().statusCode(status).extract().path("id");
    }

    @Test
    void killed_between_the_end_and_the_callback_it_is_called_back_after_the_restart() {
        try (FakeVendor vendor = new FakeVendor()) {
            Map<String, String> settings = new HashMap<>(CALLING_BACK);
            settings.putAll(Map.of("ZOETROPE_UPSTREAM_URL", vendor.url(), "ZOETROPE_UPSTREAM_KEY", FakeVendor.KEY,
                    "ZOETROPE_KEYS", "alice:" + KEY, "ZOETROPE_WEBHOOK_TIMEOUT", "2s"));
            // Given: the receiver has it and never says so
            receiver.on("/killed", request -> {
            });
            vendor.onCreate("killed", Replies.error(400, "invalid_request_error", "bad", "no"));
            try (GatewayProcess gateway = GatewayProcess.start(data, settings)) {
                create(gateway, "killed", 400);
                await().atMost(Duration.ofSeconds(60)).until(() -> receiver.received("/killed").size() == 1);
                gateway.kill();
            }
            receiver.on("/killed", 204);
            // When: the claim of the dead process is over
            try (GatewayProcess gateway = GatewayProcess.start(data, settings)) {
                await().atMost(Duration.ofSeconds(120)).until(() -> receiver.received("/killed").size() > 1);
                await().atMost(Duration.ofSeconds(60)).untilAsserted(
                        () -> assertThat(
                                new JsonObject(gateway.as(KEY).get("/v1/webhooks/deliveries?state=delivered").asString())
                                        .getJsonArray("data"))
                                .hasSize(1));
                // Then
                assertThat(receiver.received("/killed")).extracting(Receiver.Received::id).containsOnly(
                        receiver.received("/killed").get(0).id());
            }
        }
    }

    @Test
    void what_a_restart_settles_is_called_back() {
        try (FakeVendor vendor = new FakeVendor()) {
            Map<String, String> settings = new HashMap<>(CALLING_BACK);
            settings.putAll(Map.of("ZOETROPE_UPSTREAM_URL", vendor.url(), "ZOETROPE_UPSTREAM_KEY", FakeVendor.KEY,
                    "ZOETROPE_KEYS", "alice:" + KEY, "ZOETROPE_SUBMIT_WAIT", "100ms"));
            vendor.onCreate("settled", Replies.silence());
            try (GatewayProcess gateway = GatewayProcess.start(data, settings)) {
                create(gateway, "settled", 200);
                await().atMost(Duration.ofSeconds(60)).until(() -> vendor.creates("settled").size() == 1);
                gateway.kill();
            }

            try (GatewayProcess gateway = GatewayProcess.start(data, settings)) {
                await().atMost(Duration.ofSeconds(60)).until(() -> receiver.received("/settled").size() == 1);
                assertThat(gateway.output()).contains("1 creates were being sent");
            }

            assertThat(receiver.received("/settled").get(0).body()).contains("submission_unknown");
            assertThat(vendor.creates("settled")).hasSize(1);
        }
    }

    @Test
    void replicas_share_the_callbacks_and_send_each_once() {
        try (Replicas replicas = new Replicas(data)) {
            Map<String, String> settings = replicas.settings(replicas.database);
            settings.putAll(CALLING_BACK);
            List<GatewayProcess> two = List.of(GatewayProcess.start(data.resolve("a"), settings),
                    GatewayProcess.start(data.resolve("b"), settings));
            replicas.gateways.addAll(two);
            List<String> prompts = IntStream.range(0, 40).mapToObj(i -> "shared-" + i).toList();
            prompts.forEach(prompt -> replicas.vendor.onCreate(prompt, (request, vendorId) -> {
                replicas.vendor.onQuery(vendorId, Replies.completed("https://cdn.example.com/film.mp4"));
                Replies.accepted().to(request, vendorId);
            }));
            // When
            List<CompletableFuture<String>> ids = IntStream.range(0, 40).mapToObj(
                    i -> CompletableFuture.supplyAsync(() -> create(two.get(i % 2), prompts.get(i), 200))).toList();
            ids.forEach(CompletableFuture::join);
            // Then
            await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> prompts.forEach(
                    prompt -> assertThat(receiver.received("/" + prompt)).as(prompt).isNotEmpty()));
            prompts.forEach(prompt -> assertThat(receiver.received("/" + prompt)).as(prompt).hasSize(1));
        }
    }
}
