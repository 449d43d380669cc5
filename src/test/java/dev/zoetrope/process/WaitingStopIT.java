package dev.zoetrope.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.Replies;

/** A stop while an answer waits for the end of its task ({@code docs/dialects/gateway.md}, Generate and wait). */
class WaitingStopIT {
    private static final String KEY = "key-of-alice-long";
    private static final String LAST_CHUNK = "0\r\n\r\n";
    private static final String BODY = "{\"prompt\":\"waits through a stop\",\"n\":1}";

    @TempDir
    Path data;

    private final FakeVendor vendor = new FakeVendor();

    @AfterEach
    void close() {
        vendor.close();
    }

    private GatewayProcess start() {
        return GatewayProcess.start(data, Map.of("ZOETROPE_UPSTREAM_URL", vendor.url(), "ZOETROPE_UPSTREAM_KEY",
                FakeVendor.KEY, "ZOETROPE_KEYS", "alice:" + KEY, "ZOETROPE_VAULT_MODE", "off"));
    }

    private static RawHttp create(GatewayProcess gateway) {
        return new RawHttp(gateway.port()).send("POST /v4/ai/video-model HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nAuthorization: Bearer " + KEY + "\r\nAccept: text/event-stream\r\n"
                + "ai-model-id: wan-2.7-text-to-video\r\nConnection: close\r\nContent-Length: " + BODY.length() + "\r\n\r\n"
                + BODY);
    }

    @Test
    void the_answer_is_cut_and_the_next_process_gives_the_retry_the_same_task() throws Exception {
        try (GatewayProcess gateway = start(); RawHttp client = create(gateway)) {
            assertThat(client.nextHead()).contains("200 OK").contains("text/event-stream");
            gateway.stop();

            // An event with 503 comes before the cut if the stop leaves time for it. The client repeats the create in both cases.
            assertThat(client.all()).doesNotContain("\"type\":\"result\"").doesNotContain("424").doesNotEndWith(LAST_CHUNK);
            assertThat(gateway.exitCode()).isZero();
        }
        vendor.onQuery(vendor.creates("waits through a stop").get(0).vendorId(),
                Replies.completed("https://cdn.example.com/w.mp4"));
        try (GatewayProcess next = start(); RawHttp client = create(next)) {
            assertThat(client.nextHead()).contains("200 OK").containsIgnoringCase("Idempotency-Replayed: true");
            assertThat(client.all()).contains("\"type\":\"result\"").endsWith(LAST_CHUNK);
        }
        assertThat(vendor.creates("waits through a stop")).hasSize(1);
    }
}
