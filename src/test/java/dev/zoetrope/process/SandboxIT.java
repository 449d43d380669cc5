package dev.zoetrope.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;

/** The packaged gateway with its sandbox, ffmpeg on the PATH: from a create to a film, also across a {@code kill -9}. */
class SandboxIT {
    private static final String BODY = """
            {"model":"wan-2.7-image-to-video","image_urls":["http://localhost:%d/sandbox/samples/zoetrope.jpg"],
             "resolution":"720p","duration":%d,"seed":7}""";

    @TempDir
    Path data;

    private GatewayProcess start() {
        return GatewayProcess.start(data, Map.of("PATH", Ffmpeg.directory().toString()));
    }

    private static String create(GatewayProcess gateway, int seconds) {
        return gateway.as("demo").contentType("application/json").body(BODY.formatted(gateway.port(), seconds))
                .post("/v1/videos/generations").then().statusCode(200).extract().path("id");
    }

    private static JsonPath query(GatewayProcess gateway, String id) {
        return gateway.as("demo").get("/v1/tasks/" + id + "?sync_upstream=true").then().statusCode(200).extract()
                .jsonPath();
    }

    private static JsonPath ended(GatewayProcess gateway, String id) {
        await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(300))
                .until(() -> !query(gateway, id).getString("status").matches("pending|processing"));
        return query(gateway, id);
    }

    @Test
    void a_create_ends_in_a_film_that_can_be_fetched() {
        try (GatewayProcess gateway = start()) {
            JsonPath task = ended(gateway, create(gateway, 2));

            assertThat(task.getString("status")).as(task.prettify()).isEqualTo("completed");
            byte[] film = RestAssured.get(task.getString("results[0].url")).then().statusCode(200)
                    .contentType("video/mp4").extract().asByteArray();
            assertThat(film).hasSizeGreaterThan(10_000);
            assertThat(new String(film, 4, 4, java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo("ftyp");
            RestAssured.given().header("Range", "bytes=0-99").get(task.getString("results[0].url")).then()
                    .statusCode(206).header("Content-Length", "100");
        }
    }

    @Test
    void a_render_killed_in_the_middle_is_finished_after_the_restart() {
        String id;
        try (GatewayProcess gateway = start()) {
            id = create(gateway, 4);
            await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50))
                    .until(() -> query(gateway, id).getString("status").equals("processing"));
            gateway.kill();
        }

        try (GatewayProcess gateway = start()) {
            JsonPath task = ended(gateway, id);

            assertThat(task.getString("status")).as(task.prettify()).isEqualTo("completed");
        }
    }
}
