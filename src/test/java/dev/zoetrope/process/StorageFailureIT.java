package dev.zoetrope.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import io.restassured.RestAssured;
import io.restassured.response.Response;

/**
 * A disk that is full, a database that another program holds, a directory that cannot be written: new creates are turned
 * away and never sent, what the vendor said meanwhile is kept and written afterwards, and nobody has to do anything.
 */
class StorageFailureIT {
    private static final String KEY = "key-of-alice-long";
    private static final Duration A_WHILE = Duration.ofSeconds(40);
    /** Writes past this many KiB of a file fail, as on a full disk; {@code prlimit} makes room again. */
    private static final List<String> SMALL_FILES = List.of("bash", "-c",
            "trap '' XFSZ; ulimit -S -f 2048; exec \"$@\"", "small-files");

    @TempDir
    Path data;

    private final FakeVendor vendor = new FakeVendor();
    private final HeldAnswer held = new HeldAnswer();

    @AfterEach
    void close() {
        vendor.close();
    }

    private GatewayProcess start(List<String> before) {
        return GatewayProcess.start(before, List.of(), data,
                Map.of("ZOETROPE_UPSTREAM_URL", vendor.url(), "ZOETROPE_UPSTREAM_KEY", FakeVendor.KEY, "ZOETROPE_KEYS",
                        "alice:" + KEY, "ZOETROPE_SUBMIT_WAIT", "2s", "ZOETROPE_TASK_FRESH", "1ms",
                        // A trouble of seconds is long enough here; the default waits longer for another program.
                        "ZOETROPE_LEDGER_RETRY_AFTER", "500ms"));
    }

    @Test
    @SuppressWarnings("try") // to hold the lock is its use
    void while_another_program_holds_the_database_nothing_is_taken_and_nothing_is_forgotten() throws Exception {
        vendor.onCreate("held", held);
        try (GatewayProcess gateway = start(List.of())) {
            CompletableFuture<Response> waiting = createBehindTheScenes(gateway, "held");
            held.awaitCreate();
            List<Response> turnedAway;
            try (Lock lock = new Lock(data.resolve("zoetrope.db"))) {
                held.answer();
                turnedAway = createAtOnce(gateway, "locked out", 6);
                await().atMost(A_WHILE).untilAsserted(() -> ready(gateway, 503, "DOWN"));
                gateway.as(KEY).get("/v1/tasks").then().statusCode(200).body("data.size()", equalTo(1));
                waiting.join().then().statusCode(200);
            }

            everythingGoesOn(gateway, waiting.join().path("id"));
            turnedAway.forEach(StorageFailureIT::isTurnedAway);
            IntStream.range(0, 6).forEach(i -> assertThat(vendor.creates("locked out " + i)).isEmpty());
            gateway.as(KEY).get("/v1/tasks").then().statusCode(200).body("data.size()", equalTo(2));
        }
    }

    @Test
    void while_the_disk_is_full_nothing_is_taken_and_nothing_is_forgotten() throws Exception {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/prlimit"))).as("a way to make room again").isTrue();
        vendor.onCreate("held", held);
        try (GatewayProcess gateway = start(SMALL_FILES)) {
            CompletableFuture<Response> waiting = createBehindTheScenes(gateway, "held");
            held.awaitCreate();
            int taken = fill(gateway);
            held.answer();
            List<Response> turnedAway = createAtOnce(gateway, "no room " + "x".repeat(4000), 6);
            await().atMost(A_WHILE).untilAsserted(() -> ready(gateway, 503, "DOWN"));
            waiting.join().then().statusCode(200);
            makeRoom(gateway);

            everythingGoesOn(gateway, waiting.join().path("id"));
            turnedAway.forEach(StorageFailureIT::isTurnedAway);
            IntStream.range(0, 6)
                    .forEach(i -> assertThat(vendor.creates("no room " + "x".repeat(4000) + " " + i)).isEmpty());
            assertThat(vendor.creates("fill " + "x".repeat(4000) + " " + taken)).as("the first that did not fit")
                    .isEmpty();
        }
    }

    @Test
    void a_directory_that_cannot_be_written_refuses_the_start_by_name() {
        // Nobody, root included, can make a file there.
        try (GatewayProcess gateway = GatewayProcess.launch(Path.of("/sys/zoetrope"), Map.of())) {
            assertThat(gateway.exitCode()).isNotZero();
            assertThat(gateway.output()).contains("zoetrope.data-dir").contains("/sys/zoetrope");
        }
    }

    /** By itself: ready again, the held outcome written, new creates sent. */
    private void everythingGoesOn(GatewayProcess gateway, String id) {
        await().atMost(A_WHILE).untilAsserted(() -> ready(gateway, 200, "UP"));
        await().atMost(A_WHILE).untilAsserted(() -> gateway.as(KEY).get("/v1/tasks/" + id + "?sync_upstream=true").then()
                .statusCode(200).body("status", equalTo("processing")));
        assertThat(vendor.creates("held")).hasSize(1);
        create(gateway, "afterwards").then().statusCode(200);
        assertThat(vendor.creates("afterwards")).hasSize(1);
    }

    private static void isTurnedAway(Response answer) {
        answer.then().statusCode(503).header("Retry-After", matchesPattern("[1-9][0-9]*"))
                .body("error.type", equalTo("service_unavailable_error"));
    }

    private static void ready(GatewayProcess gateway, int status, String word) {
        RestAssured.given().port(gateway.managementPort()).get("/q/health/ready").then().statusCode(status)
                .body("status", equalTo(word));
    }

    private static Response create(GatewayProcess gateway, String prompt) {
        return gateway.as(KEY).contentType("application/json").body(Calls.body(prompt)).post(Calls.GENERATIONS);
    }

    private static CompletableFuture<Response> createBehindTheScenes(GatewayProcess gateway, String prompt) {
        return CompletableFuture.supplyAsync(() -> create(gateway, prompt));
    }

    private static List<Response> createAtOnce(GatewayProcess gateway, String prompt, int many) {
        List<CompletableFuture<Response>> answers = IntStream.range(0, many)
                .mapToObj(i -> createBehindTheScenes(gateway, prompt + " " + i)).toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    /** Creates until one does not fit; tells which. */
    private static int fill(GatewayProcess gateway) {
        for (int i = 0; i < 1000; i++) {
            if (create(gateway, "fill " + "x".repeat(4000) + " " + i).statusCode() == 503) {
                return i;
            }
        }
        throw new AssertionError("the disk never was full");
    }

    private static void makeRoom(GatewayProcess gateway) throws Exception {
        int ended = new ProcessBuilder("prlimit", "--pid", String.valueOf(gateway.pid()), "--fsize=unlimited:").start()
                .waitFor();
        assertThat(ended).isZero();
    }

    /** Another program with the database in its hands. */
    private static final class Lock implements AutoCloseable {
        private final Connection connection;

        Lock(Path database) throws SQLException {
            connection = DriverManager.getConnection("jdbc:sqlite:" + database + "?busy_timeout=10000");
            try (Statement sql = connection.createStatement()) {
                sql.execute("begin exclusive");
            }
        }

        @Override
        public void close() throws SQLException {
            try (Statement sql = connection.createStatement()) {
                sql.execute("rollback");
            }
            connection.close();
        }
    }
}
