package dev.zoetrope.process;

import static dev.zoetrope.process.Replicas.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.S3Server;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;

/** Two gateways, one PostgreSQL, one bucket: a file that one has received is a file of both. */
class SharedFilesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path data;
    private Replicas replicas;
    private GatewayProcess one;
    private GatewayProcess other;
    private byte[] picture;

    @BeforeEach
    void start() throws Exception {
        try (InputStream file = SharedFilesIT.class.getResourceAsStream("/sandbox-samples/zoetrope.jpg")) {
            picture = Arrays.copyOf(file.readAllBytes(), 9_000_000);
        }
        replicas = new Replicas(data);
        Map<String, String> bucket = new HashMap<>(Map.of("ZOETROPE_VAULT_MODE", "s3", "ZOETROPE_VAULT_S3_ENDPOINT",
                S3Server.endpoint(), "ZOETROPE_VAULT_S3_BUCKET", S3Server.freshBucket(), "ZOETROPE_VAULT_S3_ACCESS_KEY",
                S3Server.ACCESS_KEY, "ZOETROPE_VAULT_S3_SECRET_KEY", S3Server.SECRET_KEY, "ZOETROPE_PUBLIC_URL",
                "https://video.example"));
        one = start("one", bucket);
        other = start("other", bucket);
    }

    private GatewayProcess start(String name, Map<String, String> bucket) {
        Map<String, String> settings = replicas.settings(replicas.database);
        settings.putAll(bucket);
        GatewayProcess gateway = GatewayProcess.start(data.resolve(name), settings);
        replicas.gateways.add(gateway);
        return gateway;
    }

    @AfterEach
    void close() {
        replicas.close();
    }

    private ValidatableResponse upload(GatewayProcess gateway) {
        return gateway.as(KEY).contentType("image/jpeg").body(picture).post("/v1/files").then();
    }

    private ValidatableResponse create(GatewayProcess gateway, String prompt, String file) {
        return gateway.as(KEY).header("Idempotency-Key", prompt.replace(" ", "-")).contentType("application/json")
                .body("{\"model\":\"wan-2.7-image-to-video\",\"image_urls\":[\"" + file + "\"],\"prompt\":\"" + prompt + "\"}")
                .post(Calls.GENERATIONS).then();
    }

    private static int delete(GatewayProcess gateway, String file) {
        return gateway.as(KEY).delete("/v1/files/" + file).statusCode();
    }

    @Test
    void a_file_of_one_is_used_and_kept_by_the_other() {
        String file = upload(one).statusCode(201).extract().path("id");
        upload(other).statusCode(200).body("id", equalTo(file));

        String task = create(other, "shared file", file).statusCode(200).extract().path("id");

        assertThat(replicas.vendor.creates("shared file")).hasSize(1);
        URI url = URI.create(replicas.vendor.creates("shared file").get(0).body().getJsonArray("image_urls").getString(0));
        for (GatewayProcess gateway : replicas.gateways) {
            assertThat(RestAssured.given().urlEncodingEnabled(false).port(gateway.port())
                    .get(url.getRawPath() + "?" + url.getRawQuery()).then().statusCode(200).extract().asByteArray())
                    .isEqualTo(picture);
        }
        assertThat(delete(one, file)).as("the task at the other needs it").isEqualTo(409);
        create(one, "shared file", file).statusCode(200).body("id", equalTo(task));
        assertThat(replicas.vendor.creates("shared file")).hasSize(1);

        replicas.vendor.onQuery(replicas.vendor.creates("shared file").get(0).vendorId(), Replies.raw(200,
                "{\"status\":\"failed\",\"error\":{\"code\":\"x\",\"message\":\"y\"}}"));
        await().atMost(PATIENCE).until(() -> Replicas.status(one, task).equals("failed"));
        assertThat(delete(one, file)).isEqualTo(200);
        other.as(KEY).get("/v1/files/" + file).then().statusCode(404);
        create(other, "gone file", file).statusCode(422).body("error.code", equalTo("file_not_found"));
        assertThat(replicas.vendor.creates("gone file")).isEmpty();
    }
}
