package dev.zoetrope.process;

import static dev.zoetrope.process.Replicas.KEY;
import static dev.zoetrope.process.Replicas.count;
import static dev.zoetrope.process.Replicas.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.Replies;

/** Replicas on one PostgreSQL: each task is sent, asked about and ended by one of them. */
class ReplicasIT {
    @TempDir
    Path data;
    private Replicas replicas;

    @BeforeEach
    void prepare() {
        replicas = new Replicas(data);
    }

    @AfterEach
    void close() {
        replicas.close();
    }

    private String vendorId(String prompt, int create) {
        return replicas.vendor.creates(prompt).get(create).vendorId();
    }

    @Test
    void three_share_the_work_and_do_each_part_of_it_once() {
        // Given: every third create is deferred, so that it comes due for all of them
        List<GatewayProcess> three = List.of(replicas.start(), replicas.start(), replicas.start());
        List<String> prompts = IntStream.range(0, 60).mapToObj(i -> "shared " + i).toList();
        for (int i = 0; i < prompts.size(); i++) {
            replicas.vendor.onCreate(prompts.get(i), i % 3 == 0
                    ? Replies.first(Replies.raw(429, "", "Retry-After", "1"), replicas.completing())
                    : replicas.completing());
        }
        // When
        List<CompletableFuture<String>> ids = IntStream.range(0, prompts.size()).mapToObj(
                i -> CompletableFuture.supplyAsync(() -> create(three.get(i % 3), prompts.get(i)))).toList();
        ids.forEach(CompletableFuture::join);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(
                () -> assertThat(count(three.get(0), "completed")).isEqualTo(prompts.size()));
        // Then
        for (int i = 0; i < prompts.size(); i++) {
            int sends = i % 3 == 0 ? 2 : 1;
            assertThat(replicas.vendor.creates(prompts.get(i))).as(prompts.get(i)).hasSize(sends);
            assertThat(replicas.vendor.asks(vendorId(prompts.get(i), sends - 1))).as(prompts.get(i)).isEqualTo(1);
        }
        ids.forEach(id -> assertThat(replicas.said(id.join() + " running -> completed")).isEqualTo(1));
    }

    @Test
    void of_equal_creates_with_one_key_at_three_gateways_one_is_sent() {
        // Given
        List<GatewayProcess> three = List.of(replicas.start(), replicas.start(), replicas.start());
        // When
        List<CompletableFuture<String>> ids = IntStream.range(0, 30).mapToObj(i -> CompletableFuture
                .supplyAsync(() -> three.get(i % 3).as(KEY).header("Idempotency-Key", "key-" + i / 10)
                        .contentType("application/json").body(Calls.body("keyed " + i / 10)).post(Calls.GENERATIONS)
                        .then().statusCode(200).extract().<String> path("id")))
                .toList();
        // Then
        assertThat(ids.stream().map(CompletableFuture::join).distinct()).hasSize(3);
        IntStream.range(0, 3).forEach(i -> {
            await().until(() -> !replicas.vendor.creates("keyed " + i).isEmpty()); // on a slow machine only after the answer
            assertThat(replicas.vendor.creates("keyed " + i)).hasSize(1);
        });
    }
}
