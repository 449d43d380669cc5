package dev.zoetrope.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.FileServer;
import dev.zoetrope.fake.Postgres;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.S3Server;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;

/**
 * A gateway that exists only while it is asked: started for one request, stopped after it, on an empty disk each time,
 * with the ledger in PostgreSQL and the film in S3. Each task takes six starts from create to film.
 * A native executable starts quickly, so it gets twenty tasks; a JVM gets one.
 */
class ScaleToZeroIT {
    private static final String KEY = "key-of-alice-long";
    private static final String OPERATOR = "key-of-ops-longer";
    private static final int NATIVE = 20;
    private static final int JVM = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path places;
    private final FakeVendor vendor = new FakeVendor();
    private final FileServer films = new FileServer();
    private final Map<String, String> settings = settings();
    private int starts;

    @AfterEach
    void close() {
        vendor.close();
        films.close();
    }

    private Map<String, String> settings() {
        return new HashMap<>(Map.ofEntries(Map.entry("ZOETROPE_DATABASE_URL", Postgres.fresh()),
                Map.entry("ZOETROPE_VAULT_MODE", "s3"), Map.entry("ZOETROPE_VAULT_S3_ENDPOINT", S3Server.endpoint()),
                Map.entry("ZOETROPE_VAULT_S3_BUCKET", S3Server.freshBucket()),
                Map.entry("ZOETROPE_VAULT_S3_ACCESS_KEY", S3Server.ACCESS_KEY),
                Map.entry("ZOETROPE_VAULT_S3_SECRET_KEY", S3Server.SECRET_KEY),
                Map.entry("ZOETROPE_TRACK_MODE", "on-demand"), Map.entry("ZOETROPE_UPSTREAM_READ_TIMEOUT", "20s"),
                Map.entry("ZOETROPE_SUBMIT_WAIT", "30s"), Map.entry("ZOETROPE_UPSTREAM_URL", vendor.url()),
                Map.entry("ZOETROPE_UPSTREAM_KEY", FakeVendor.KEY), Map.entry("ZOETROPE_KEYS", "alice:" + KEY),
                Map.entry("ZOETROPE_OPERATOR_KEYS", "ops:" + OPERATOR), Map.entry("ZOETROPE_TASK_FRESH", "1ms")));
    }

    /** One request, one life of a process. */
    private <T> T once(Function<GatewayProcess, T> request) {
        try (GatewayProcess gateway = GatewayProcess.start(places.resolve("start-" + starts++), settings)) {
            T answer = request.apply(gateway);
            gateway.stop();
            assertThat(gateway.exitCode()).isZero();
            return answer;
        }
    }

    private JsonPath create(String prompt) {
        return once(gateway -> gateway.as(KEY).contentType("application/json").body(Calls.body(prompt))
                .post(Calls.GENERATIONS).then().statusCode(200).extract().jsonPath());
    }

    private JsonPath query(String id) {
        return once(gateway -> gateway.as(KEY).get("/v1/tasks/" + id).then().statusCode(200).extract().jsonPath());
    }

    private void tick() {
        once(gateway -> gateway.as(OPERATOR).post("/v1/maintenance/tick").then().statusCode(200).extract().jsonPath());
    }

    private JsonPath kept(String id) {
        JsonPath task = query(id);
        for (int ticks = 0; task.getString("results[0].sha256") == null && ticks < 10; ticks++) {
            tick();
            task = query(id);
        }
        return task;
    }

    @Test
    void tasks_go_from_create_to_film_with_no_process_in_between() {
        int tasks = Files.isExecutable(Path.of(System.getProperty("native.image.path", "none"))) ? NATIVE : JVM;
        byte[] film = new byte[50_000];
        for (int i = 0; i < tasks; i++) {
            new Random(i).nextBytes(film);
            String prompt = "wish " + i;
            String link = films.url("/" + i + ".mp4", FileServer.film(film.clone()));

            String id = create(prompt).getString("id");
            assertThat(vendor.creates(prompt)).hasSize(1);
            assertThat(query(id).getString("status")).isEqualTo("processing");
            vendor.onQuery(vendor.creates(prompt).get(0).vendorId(), Replies.completed(link));
            JsonPath completed = kept(id);

            assertThat(completed.getString("status")).isEqualTo("completed");
            assertThat(completed.getLong("results[0].size")).isEqualTo(film.length);
            String path = completed.getString("results[0].url").replaceFirst("http://[^/]*", "");
            byte[] served = once(gateway -> RestAssured.given().urlEncodingEnabled(false).port(gateway.port()).get(path)
                    .then().statusCode(200).extract().asByteArray());
            assertThat(served).isEqualTo(film);
            assertThat(vendor.creates(prompt)).hasSize(1);
            assertThat(films.asked("/" + i + ".mp4")).isEqualTo(1);
        }
    }

    @Test
    void what_was_deferred_is_sent_once_by_a_later_start() {
        vendor.onCreate("deferred", Replies.raw(429, "", "Retry-After", "1"));
        JsonPath created = create("deferred");
        assertThat(created.getString("status")).isEqualTo("pending");
        String id = created.getString("id");
        vendor.onCreate("deferred", Replies.accepted());

        await().atMost(PATIENCE).until(() -> {
            tick();
            return query(id).getString("status").equals("processing");
        });

        tick();
        assertThat(vendor.creates("deferred")).hasSize(2);
    }
}
