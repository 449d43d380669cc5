package dev.zoetrope.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.docs.OwnModel;
import io.restassured.response.Response;

/** A model of the operator: the example of {@code docs/models.md}, added by configuration alone. */
class OwnModelIT {
    @TempDir
    Path data;
    @TempDir
    Path models;

    private static final String URL = "http://localhost:%d/sandbox/samples/lighthouse-first.jpg";

    @BeforeEach
    void write() throws IOException {
        Files.writeString(models.resolve("studio-zoom.yaml"), OwnModel.text());
        Files.writeString(models.resolve("README.txt"), "not a model");
    }

    private Map<String, String> settings() {
        return Map.of("PATH", Ffmpeg.directory().toString(), "ZOETROPE_MODELS_DIR", models.toString());
    }

    private static Response create(GatewayProcess gateway, String members) {
        return gateway.as("demo").contentType("application/json")
                .body(("{\"model\":\"studio-zoom\",\"image_url\":\"" + URL + "\"%s}").formatted(gateway.port(), members))
                .post("/v1/videos/generations");
    }

    @Test
    void its_creates_are_checked_and_rendered() {
        try (GatewayProcess gateway = GatewayProcess.start(data, settings())) {
            gateway.as("demo").get("/v1/models").then().body("data.id", contains("wan-2.7-image-to-video",
                    "wan-2.7-text-to-video", "wan-2.7-reference-to-video", "wan-2.7-video-edit", "studio-zoom"));
            gateway.as("demo").get("/v1/models/studio-zoom").then().statusCode(200)
                    .body("members.duration.values", contains(5, 10));
            create(gateway, ",\"duration\":7,\"resolution\":\"720p\",\"style\":\"film\"").then().statusCode(422)
                    .body("error.details.param", contains("duration", "style"))
                    .body("error.details[0].message", equalTo("duration must be 5 or 10 (seconds)"))
                    .body("error.details[1].message", equalTo("style must be absent if resolution is 720p"));
            String id = create(gateway, ",\"style\":\"anime\"").then().statusCode(200).body("model", equalTo("studio-zoom"))
                    .extract().path("id");

            await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(300)).untilAsserted(
                    () -> assertThat(gateway.as("demo").get("/v1/tasks/" + id + "?sync_upstream=true").jsonPath()
                            .getString("status")).isEqualTo("completed"));
        }
    }

    @Test
    void two_files_with_one_id_refuse_the_start() throws IOException {
        Files.writeString(models.resolve("zoom.yml"), OwnModel.text());

        try (GatewayProcess gateway = GatewayProcess.launch(data, settings())) {
            assertThat(gateway.exitCode()).isEqualTo(1);
            assertThat(gateway.output()).contains("Zoetrope does not start: zoetrope.models.dir: studio-zoom.yaml and zoom.yml "
                    + "both have the id studio-zoom");
        }
    }

    @Test
    void a_file_with_a_fault_refuses_the_start_with_its_line() throws IOException {
        Files.writeString(models.resolve("broken.yaml"), "ids: { b: {} }\nmembers:\n  prompt: { type: text }\n");

        try (GatewayProcess gateway = GatewayProcess.launch(data, settings())) {
            assertThat(gateway.exitCode()).isEqualTo(1);
            List<String> lines = gateway.output().lines().toList();
            assertThat(lines.get(lines.size() - 1)).startsWith("Zoetrope does not start: zoetrope.models.dir: broken.yaml, "
                    + "line 3: 'text' is not a type; there are string, ");
        }
    }
}
