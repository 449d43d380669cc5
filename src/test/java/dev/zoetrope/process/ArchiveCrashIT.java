package dev.zoetrope.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.FileServer;
import dev.zoetrope.fake.Replies;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** {@code kill -9} at each step between the vendor's link and ours, and a disk that is full: the film is kept at last, once. */
class ArchiveCrashIT {
    private static final String KEY = "key-of-alice-long";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String FILM = "/film.mp4";

    @TempDir
    Path data;
    private final FakeVendor vendor = new FakeVendor();
    private final FileServer files = new FileServer();
    private final byte[] film = new byte[4_000_000];

    ArchiveCrashIT() {
        new Random(1).nextBytes(film);
    }

    @AfterEach
    void close() {
        vendor.close();
        files.close();
    }

    private GatewayProcess start(List<String> before, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("ZOETROPE_UPSTREAM_URL", vendor.url(), "ZOETROPE_UPSTREAM_KEY",
                FakeVendor.KEY, "ZOETROPE_KEYS", "alice:" + KEY, "ZOETROPE_TASK_FRESH", "1ms", "ZOETROPE_TRACK_MIN_INTERVAL",
                "50ms", "ZOETROPE_TRACK_MAX_INTERVAL", "200ms", "ZOETROPE_VAULT_LEASE", "3s", "ZOETROPE_VAULT_FIRST_BACK_OFF",
                "100ms", "ZOETROPE_VAULT_LONGEST_BACK_OFF", "500ms"));
        settings.putAll(more);
        return GatewayProcess.start(before, List.of(), data, settings);
    }

    private GatewayProcess start() {
        return start(List.of(), Map.of());
    }

    private String completed(GatewayProcess gateway) {
        String link = files.url(FILM, request -> unhurried(request));
        vendor.onCreate("film", Replies.told("completed", 100, Map.of("results", List.of(link))));
        return gateway.as(KEY).contentType("application/json").body(Calls.body("film")).post(Calls.GENERATIONS).then()
                .statusCode(200).extract().path("id");
    }

    /** Half of the film, and the rest when the test wants it. */
    private volatile HttpServerRequest held;

    private void unhurried(HttpServerRequest request) {
        request.response().putHeader("Content-Length", Integer.toString(film.length))
                .write(Buffer.buffer(film).slice(0, film.length / 2));
        held = request;
    }

    private void letGo() {
        await().atMost(PATIENCE).until(() -> held != null);
        held.response().end(Buffer.buffer(film).slice(film.length / 2, film.length));
    }

    private List<Path> vault() {
        try (Stream<Path> all = Files.list(data.resolve("vault"))) {
            return all.toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private void awaitDraft(long size) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> vault().stream()
                .anyMatch(file -> file.toString().endsWith(".part") && file.toFile().length() >= size));
    }

    private void isKept(GatewayProcess gateway, String id) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200))
                .until(() -> task(gateway, id).getString("results[0].sha256") != null);
        byte[] served = RestAssured.get(task(gateway, id).getString("results[0].url").replaceFirst("http://[^/]*",
                "http://localhost:" + gateway.port())).then().statusCode(200).extract().asByteArray();
        assertThat(served).isEqualTo(film);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(vault()).extracting(file -> file.getFileName().toString())
                .containsExactly(id + "-0"));
    }

    private static JsonPath task(GatewayProcess gateway, String id) {
        return gateway.as(KEY).get("/v1/tasks/" + id).then().statusCode(200).extract().jsonPath();
    }

    private Connection database() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + data.resolve("zoetrope.db") + "?busy_timeout=10000");
    }

    @Test
    void killed_while_it_copies() {
        String id;
        try (GatewayProcess gateway = start()) {
            id = completed(gateway);
            awaitDraft(film.length / 4);
            gateway.kill();
        }
        files.url(FILM, FileServer.film(film));
        try (GatewayProcess gateway = start()) {
            isKept(gateway, id);
            assertThat(files.asked(FILM)).isEqualTo(2);
        }
    }

    @Test
    void killed_between_the_last_byte_and_the_rename() throws Exception {
        String id;
        try (GatewayProcess gateway = start(List.of(), Map.of("ZOETROPE_VAULT_LEASE", "12s"));
                Connection other = database();
                Statement sql = other.createStatement()) {
            id = completed(gateway);
            awaitDraft(film.length / 4);
            sql.execute("begin exclusive"); // before it shows a file it makes sure that the task is still its own
            letGo();
            awaitDraft(film.length);
            gateway.kill();
            sql.execute("rollback");
        }
        assertThat(vault()).as("whole, and not shown").singleElement().asString().endsWith(".part");
        files.url(FILM, FileServer.film(film));
        try (GatewayProcess gateway = start()) {
            isKept(gateway, id);
        }
    }

    /** What is on the disk after a kill between the two is made here by hand: no test can hit that moment. */
    @Test
    void killed_between_the_rename_and_the_ledgers_write() throws Exception {
        String id;
        try (GatewayProcess gateway = start()) {
            id = completed(gateway);
            awaitDraft(film.length / 4);
            letGo();
            isKept(gateway, id);
            gateway.kill();
        }
        try (Connection other = database(); Statement sql = other.createStatement()) {
            sql.execute("update task set step = 'keep', due_at = 1, version = version + 1, "
                    + "detail = '{\"results\":[{\"url\":\"" + files.url(FILM, FileServer.film(film)) + "\"}]}'");
        }
        try (GatewayProcess gateway = start()) {
            isKept(gateway, id);
        }
    }

    @Test
    void a_disk_that_is_full_is_told_once_and_outlasted() throws Exception {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/prlimit"))).as("a way to make room again").isTrue();
        List<String> smallFiles = List.of("bash", "-c", "trap '' XFSZ; ulimit -S -f 2048; exec \"$@\"", "small-files");
        try (GatewayProcess gateway = start(smallFiles, Map.of())) {
            String id = completed(gateway);
            files.url(FILM, FileServer.film(film));
            await().atMost(PATIENCE).until(() -> files.asked(FILM) > 3);

            JsonPath task = task(gateway, id);
            assertThat(task.getString("status")).isEqualTo("completed");
            assertThat(task.getString("results[0].url")).as("the vendor's, for now").endsWith(FILM);
            RestAssured.given().port(gateway.managementPort()).get("/q/health/ready").then().statusCode(200);
            assertThat(gateway.output().lines().filter(line -> line.contains("the vault cannot write"))).hasSize(1);

            int ended = new ProcessBuilder("prlimit", "--pid", String.valueOf(gateway.pid()), "--fsize=unlimited:").start()
                    .waitFor();
            assertThat(ended).isZero();
            isKept(gateway, id);
            assertThat(gateway.output()).contains("the vault can write again");
        }
    }
}
