package dev.zoetrope.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.Replies;
import io.vertx.core.Vertx;

/** {@code kill -9} at any moment: what was acknowledged is there, and nothing is sent twice. */
class CrashIT {
    private static final String KEY = "key-of-alice-long";

    @TempDir
    Path data;

    private final FakeVendor vendor = new FakeVendor();

    @AfterEach
    void close() {
        vendor.close();
    }

    private GatewayProcess start() {
        return GatewayProcess.start(data, Map.of("ZOETROPE_UPSTREAM_URL", vendor.url(), "ZOETROPE_UPSTREAM_KEY",
                FakeVendor.KEY, "ZOETROPE_KEYS", "alice:" + KEY, "ZOETROPE_TASK_FRESH", "1ms"));
    }

    @Test
    void a_create_under_way_is_unknown_afterwards_and_not_sent_again() {
        vendor.onCreate("under way", Replies.silence());
        try (GatewayProcess gateway = start()) {
            new RawHttp(gateway.port()).send(RawHttp.create(KEY, Calls.body("under way")));
            await().until(() -> vendor.creates("under way").size() == 1);
            gateway.kill();
        }

        try (GatewayProcess gateway = start()) {
            gateway.as(KEY).get("/v1/tasks").then().statusCode(200).body("data.size()", equalTo(1))
                    .body("data[0].status", equalTo("failed"))
                    .body("data[0].error.code", equalTo("submission_unknown"));
            // Another create goes all the way: had the first been sent again, it would have been by now.
            created(gateway, "afterwards");
            assertThat(vendor.creates("under way")).hasSize(1);
        }
    }

    @Test
    void a_killed_process_leaves_no_library_behind() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (GatewayProcess gateway = start()) {
                gateway.kill();
            }
        }
        try (GatewayProcess gateway = start()) {
            gateway.as(KEY).get("/v1/tasks").then().statusCode(200);
            try (Stream<Path> driver = Files.list(data.resolve("driver"))) {
                assertThat(driver).hasSize(1);
            }
        }
    }

    @Test
    void a_deferred_create_is_sent_once_after_the_restart() {
        vendor.onCreate("deferred", Replies.raw(429, "", "Retry-After", "2"));
        String id;
        try (GatewayProcess gateway = start()) {
            id = created(gateway, "deferred");
            gateway.kill();
        }
        assertThat(vendor.creates("deferred")).hasSize(1);
        vendor.onCreate("deferred", Replies.accepted());

        try (GatewayProcess gateway = start()) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> gateway.as(KEY)
                    .get("/v1/tasks/" + id + "?sync_upstream=true").then().body("status", equalTo("processing")));
            assertThat(vendor.creates("deferred")).hasSize(2);
        }
    }

    @Test
    void under_load_every_acknowledged_task_survives_and_none_is_sent_twice() throws Exception {
        Random random = new Random(20260101);
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        List<String> prompts = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            try (GatewayProcess gateway = start()) {
                AtomicInteger next = new AtomicInteger();
                int current = round;
                ExecutorService crowd = Executors.newFixedThreadPool(8);
                for (int i = 0; i < 60; i++) {
                    String prompt = "load " + current + " " + next.getAndIncrement();
                    prompts.add(prompt);
                    vendor.onCreate(prompt, (request, vendorId) -> Vertx.currentContext().owner().setTimer(
                            1 + random.nextInt(40), late -> Replies.accepted().to(request, vendorId)));
                    crowd.execute(() -> acknowledge(gateway, prompt, acknowledged));
                }
                int killAfter = 5 + random.nextInt(40);
                await().pollInterval(Duration.ofMillis(2)).until(() -> prompts.stream()
                        .filter(prompt -> prompt.startsWith("load " + current))
                        .filter(acknowledged::containsKey).count() >= killAfter);
                gateway.kill();
                crowd.shutdown();
                assertThat(crowd.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            }
        }

        try (GatewayProcess gateway = start()) {
            assertThat(acknowledged).hasSizeGreaterThan(20);
            acknowledged.forEach((prompt, id) -> gateway.as(KEY).get("/v1/tasks/" + id).then().statusCode(200));
            prompts.forEach(prompt -> assertThat(vendor.creates(prompt)).as(prompt).hasSizeLessThanOrEqualTo(1));
            assertThat(tasks(gateway)).as("each create that reached the vendor has a task")
                    .isGreaterThanOrEqualTo((int) prompts.stream().filter(p -> !vendor.creates(p).isEmpty()).count());
        }
    }

    @Test
    void a_stop_lets_a_create_under_way_come_to_its_outcome() {
        vendor.onCreate("while stopping", (request, vendorId) -> Vertx.currentContext().owner().setTimer(1500,
                late -> Replies.accepted().to(request, vendorId)));
        try (GatewayProcess gateway = start()) {
            new RawHttp(gateway.port()).send(RawHttp.create(KEY, Calls.body("while stopping")));
            await().until(() -> vendor.creates("while stopping").size() == 1);
            gateway.stop();
            gateway.exitCode();
        }

        try (GatewayProcess gateway = start()) {
            gateway.as(KEY).get("/v1/tasks").then().statusCode(200).body("data.size()", equalTo(1))
                    .body("data[0].error", nullValue());
            assertThat(vendor.creates("while stopping")).hasSize(1);
        }
    }

    private static int tasks(GatewayProcess gateway) {
        int count = 0;
        String after = "";
        boolean more = true;
        while (more) {
            var page = gateway.as(KEY).get("/v1/tasks?limit=100" + after).then().statusCode(200).extract().jsonPath();
            List<String> ids = page.getList("data.id");
            count += ids.size();
            more = page.getBoolean("has_more");
            after = more ? "&after=" + ids.get(ids.size() - 1) : "";
        }
        return count;
    }

    private static String created(GatewayProcess gateway, String prompt) {
        return gateway.as(KEY).contentType("application/json").body(Calls.body(prompt)).post(Calls.GENERATIONS).then()
                .statusCode(200).extract().path("id");
    }

    private static void acknowledge(GatewayProcess gateway, String prompt, Map<String, String> acknowledged) {
        try {
            acknowledged.put(prompt, created(gateway, prompt));
        } catch (Exception killed) {
            // The connection died with the process: nothing was acknowledged.
        }
    }
}
