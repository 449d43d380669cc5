package dev.zoetrope.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.docs.OwnModel;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.WithFakeVendor;
import io.restassured.path.json.JsonPath;

/** Vendors and models that are added by configuration alone, and the table of failover in {@code docs/failures.md}. */
class VendorsIT {
    private static final String ROUTE = "ZOETROPE_ROUTES__WAN_2_7_IMAGE_TO_VIDEO_";

    @TempDir
    Path data;
    @TempDir
    Path models;

    private static JsonPath create(GatewayProcess gateway, String key, String prompt) {
        return gateway.as(key).contentType("application/json")
                .body("{\"model\":\"wan-2.7-image-to-video\",\"resolution\":\"720p\",\"duration\":2,\"image_urls\":"
                        + "[\"http://localhost:" + gateway.port() + "/sandbox/samples/zoetrope.jpg\"],\"prompt\":\"" + prompt
                        + "\"}")
                .post("/v1/videos/generations").jsonPath();
    }

    /** How many creates the sandbox got as this vendor. */
    private static long seen(GatewayProcess gateway, String vendor) {
        Pattern create = Pattern.compile("POST /sandbox/at/" + vendor + "/v1/videos/generations");
        return gateway.output().lines().filter(line -> create.matcher(line).find()).count();
    }

    /** What one create makes two vendors see, and what its caller is answered: the status or the code of the error. */
    private static String row(GatewayProcess gateway, String prompt) {
        long first = seen(gateway, "first");
        long second = seen(gateway, "second");
        JsonPath answer = create(gateway, "demo", prompt);
        String code = answer.getString("error.code");
        await().pollDelay(Duration.ZERO).atMost(Duration.ofSeconds(5))
                .until(() -> seen(gateway, "first") + seen(gateway, "second") > first + second);
        return (seen(gateway, "first") - first) + " " + (seen(gateway, "second") - second) + " "
                + (code == null ? answer.getString("status") : code);
    }

    @Test
    void failover_between_two_sandboxes() {
        Map<String, String> settings = Map.of("PATH", Ffmpeg.directory().toString(), "ZOETROPE_VENDORS_FIRST_URL", "sandbox",
                "ZOETROPE_VENDORS_SECOND_URL", "sandbox", ROUTE, "first,second");
        try (GatewayProcess gateway = GatewayProcess.start(data, settings)) {
            assertThat(row(gateway, "a quiet day")).isEqualTo("1 0 pending");
            assertThat(row(gateway, "[sandbox:first:status=429]")).isEqualTo("1 1 pending");
            assertThat(row(gateway, "[sandbox:first:status=500]")).isEqualTo("1 0 submission_unknown");
            assertThat(row(gateway, "[sandbox:first:reset-after-accept]")).isEqualTo("1 0 submission_unknown");
            assertThat(row(gateway, "[sandbox:first:status=422]")).isEqualTo("1 0 sandbox_told");
            assertThat(row(gateway, "[sandbox:first:status=402][sandbox:second:status=429]")).isEqualTo("1 1 pending");
            assertThat(row(gateway, "its key rests now")).isEqualTo("0 1 pending");
            assertThat(row(gateway, "[sandbox:second:status=401]")).isEqualTo("0 1 upstream_key_refused");
            assertThat(gateway.output()).contains(" deferred at first/", ", next second/");
        }
    }

    @Test
    void a_vendor_that_is_gone_and_one_that_is_full() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        Map<String, String> settings = new HashMap<>(Map.of("PATH", Ffmpeg.directory().toString(),
                "ZOETROPE_KEYS", "alice:" + WithFakeVendor.ALICE,
                "ZOETROPE_VENDORS_GONE_URL", "http://127.0.0.1:" + closed, "ZOETROPE_VENDORS_GONE_KEYS", "some-key",
                "ZOETROPE_VENDORS_FIRST_URL", "sandbox", "ZOETROPE_VENDORS_FIRST_RUNNING", "1",
                "ZOETROPE_VENDORS_SECOND_URL", "sandbox", ROUTE, "gone,first,second"));
        try (GatewayProcess gateway = GatewayProcess.start(data, settings)) {
            create(gateway, WithFakeVendor.ALICE, "[sandbox:delay=60s]");
            await().until(() -> seen(gateway, "first") == 1);
            create(gateway, WithFakeVendor.ALICE, "the first one is full");
            await().until(() -> seen(gateway, "second") == 1);

            assertThat(seen(gateway, "first")).isEqualTo(1);
            assertThat(gateway.output()).contains("creates cannot be sent to the vendor gone: it refuses connections",
                    " not_sent at gone/");
        }
    }

    @Test
    void a_vendor_and_a_model_are_added_by_configuration_alone() throws IOException {
        Files.writeString(models.resolve("studio-zoom.yaml"), OwnModel.text());
        try (FakeVendor vendor = new FakeVendor()) {
            Map<String, String> settings = Map.of("ZOETROPE_MODELS_DIR", models.toString(),
                    "ZOETROPE_KEYS", "alice:" + WithFakeVendor.ALICE, "ZOETROPE_VENDORS_STUDIO_URL", vendor.url(),
                    "ZOETROPE_VENDORS_STUDIO_KEYS", FakeVendor.KEY,
                    "ZOETROPE_VENDORS_STUDIO_MODELS__STUDIO_ZOOM_", "zoom/2");
            try (GatewayProcess gateway = GatewayProcess.start(data, settings)) {
                assertThat(gateway.as(WithFakeVendor.ALICE).get("/v1/models").jsonPath().getList("data.id"))
                        .isEqualTo(List.of("studio-zoom"));
                gateway.as(WithFakeVendor.ALICE).contentType("application/json")
                        .body("{\"model\":\"studio-zoom\",\"image_url\":\"https://example.com/a.jpg\",\"prompt\":\"zoom\"}")
                        .post("/v1/videos/generations").then().statusCode(200);
                gateway.as(WithFakeVendor.ALICE).contentType("application/json")
                        .body("{\"model\":\"wan-2.7-image-to-video\",\"image_urls\":[\"https://example.com/a.jpg\"]}")
                        .post("/v1/videos/generations").then().statusCode(422);

                assertThat(vendor.creates("zoom")).singleElement().satisfies(create -> {
                    assertThat(create.body().getString("model")).isEqualTo("zoom/2");
                    assertThat(create.headers().get("Authorization")).isEqualTo("Bearer " + FakeVendor.KEY);
                });
            }
        }
    }

    @Test
    void settings_that_cannot_work_refuse_the_start() {
        Map<String, String> settings = Map.of("ZOETROPE_VENDORS_STUDIO_URL", "http://127.0.0.1:1",
                "ZOETROPE_VENDORS_STUDIO_KEYS",
                "k-secret", "ZOETROPE_VENDORS_STUDIO_PROTOCOL", "carrier-pigeon", ROUTE, "studio", "ZOETROPE_KEYS",
                "alice:" + WithFakeVendor.ALICE);
        try (GatewayProcess gateway = GatewayProcess.launch(data, settings)) {
            assertThat(gateway.exitCode()).isEqualTo(1);
            assertThat(gateway.output()).contains("zoetrope.vendors.studio.protocol must be one of dashscope, ")
                    .doesNotContain("k-secret");
        }
    }
}
