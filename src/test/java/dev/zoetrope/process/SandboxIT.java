package dev.zoetrope.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
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

    private static byte[] picture() throws IOException {
        try (InputStream file = SandboxIT.class.getResourceAsStream("/sandbox-samples/lighthouse-first.jpg")) {
            return file.readAllBytes();
        }
    }

    private static String createWith(GatewayProcess gateway, String image) {
        return gateway.as("demo").contentType("application/json").body("{\"model\":\"wan-2.7-image-to-video\","
                + "\"resolution\":\"720p\",\"duration\":2,\"image_urls\":[\"" + image + "\"]}")
                .post("/v1/videos/generations").then().statusCode(200).extract().path("id");
    }

    private static void assertFilm(GatewayProcess gateway, String task) {
        JsonPath end = ended(gateway, task);
        assertThat(end.getString("status")).as(end.prettify()).isEqualTo("completed");
    }

    @Test
    void a_picture_of_the_caller_becomes_a_film_also_after_a_crash_and_from_a_data_url() throws Exception {
        String file;
        try (GatewayProcess gateway = start()) {
            file = gateway.as("demo").multiPart("file", "cat.jpg", picture()).post("/v1/files").then().statusCode(201)
                    .extract().path("id");
            gateway.kill();
        }

        try (GatewayProcess gateway = start()) {
            assertFilm(gateway, createWith(gateway, file));
            byte[] large = Arrays.copyOf(picture(), 400_000);
            assertFilm(gateway, createWith(gateway, "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(large)));
            gateway.as("demo").get("/v1/files").then().statusCode(200).body("data.size()", equalTo(2));
        }
    }
}
