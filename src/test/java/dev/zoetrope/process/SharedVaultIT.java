package dev.zoetrope.process;

import static dev.zoetrope.process.Replicas.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.fake.FileServer;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.S3Server;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Two gateways, one PostgreSQL, one bucket: what one has kept, each of them serves. */
class SharedVaultIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String FILM = "/film.mp4";

    @TempDir
    Path data;
    private Replicas replicas;
    private final FileServer files = new FileServer();
    private final Map<String, String> vault = new HashMap<>();
    private final byte[] film = new byte[10_000_000];
    private volatile HttpServerRequest held;

    @BeforeEach
    void prepare() {
        new Random(7).nextBytes(film);
        replicas = new Replicas(data);
        vault.putAll(Map.of("ZOETROPE_VAULT_MODE", "s3", "ZOETROPE_VAULT_S3_ENDPOINT", S3Server.endpoint(),
                "ZOETROPE_VAULT_S3_BUCKET", S3Server.freshBucket(), "ZOETROPE_VAULT_S3_ACCESS_KEY", S3Server.ACCESS_KEY,
                "ZOETROPE_VAULT_S3_SECRET_KEY", S3Server.SECRET_KEY,
                "ZOETROPE_VAULT_LEASE", "3s", "ZOETROPE_VAULT_FIRST_BACK_OFF", "100ms", "ZOETROPE_TASK_FRESH", "1ms"));
    }

    @AfterEach
    void close() {
        replicas.close();
        files.close();
    }

    private GatewayProcess start(String name) {
        Map<String, String> settings = replicas.settings(replicas.database);
        settings.putAll(vault);
        GatewayProcess gateway = GatewayProcess.start(data.resolve(name), settings);
        replicas.gateways.add(gateway);
        return gateway;
    }

    private String completed(GatewayProcess gateway, String link) {
        replicas.vendor.onCreate("film",
                Replies.told("completed", 100, Map.of("results", List.of(link))));
        return Replicas.create(gateway, "film");
    }

    private static JsonPath task(GatewayProcess gateway, String id) {
        return gateway.as(KEY).get("/v1/tasks/" + id).then().statusCode(200).extract().jsonPath();
    }

    private static String link(GatewayProcess gateway, String id) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200))
                .until(() -> task(gateway, id).getString("results[0].sha256") != null);
        return task(gateway, id).getString("results[0].url").replaceFirst("http://[^/]*", "");
    }

    private void serves(GatewayProcess gateway, String link) {
        assertThat(RestAssured.given().urlEncodingEnabled(false).port(gateway.port()).get(link).then().statusCode(200)
                .extract().asByteArray()).isEqualTo(film);
        assertThat(RestAssured.given().urlEncodingEnabled(false).port(gateway.port())
                .header("Range", "bytes=" + (film.length - 10) + "-")
                .get(link).then().statusCode(206).extract().asByteArray()).hasSize(10);
    }

    @Test
    void a_link_of_one_is_served_by_the_other() {
        GatewayProcess one = start("one");
        GatewayProcess other = start("other");
        String id = completed(one, files.url(FILM, FileServer.film(film)));

        serves(other, link(one, id));
        serves(one, link(other, id));
        one.kill();
        serves(other, link(other, id));

        assertThat(files.asked(FILM)).isEqualTo(1);
    }

    @Test
    void a_copy_whose_gateway_is_killed_is_made_by_the_other() {
        GatewayProcess one = start("one");
        String id = completed(one, files.url(FILM, this::half));
        await().atMost(PATIENCE).until(() -> held != null);
        GatewayProcess other = start("other");
        files.url(FILM, FileServer.film(film));
        one.kill();

        serves(other, link(other, id));

        assertThat(files.asked(FILM)).isEqualTo(2);
    }

    private void half(HttpServerRequest request) {
        request.response().putHeader("Content-Length", Integer.toString(film.length))
                .write(Buffer.buffer(film).slice(0, film.length / 2));
        held = request;
    }
}
