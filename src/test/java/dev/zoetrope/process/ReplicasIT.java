package dev.zoetrope.process;

import static dev.zoetrope.process.Replicas.KEY;
import static dev.zoetrope.process.Replicas.WITHIN_THE_LEASE;
import static dev.zoetrope.process.Replicas.count;
import static dev.zoetrope.process.Replicas.create;
import static dev.zoetrope.process.Replicas.status;
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
import dev.zoetrope.fake.FakeVendor.Reply;
import dev.zoetrope.fake.Postgres;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.Wire;

/** Replicas on one PostgreSQL: each task is sent, asked about and ended by one of them, whatever becomes of another. */
class ReplicasIT {
    private static final String FILM = "https://cdn.example.com/film.mp4";

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

    /** Takes it, and has it done when it is first asked. */
    private Reply completing() {
        return (request, vendorId) -> {
            replicas.vendor.onQuery(vendorId, Replies.completed(FILM));
            Replies.accepted().to(request, vendorId);
        };
    }

    private void completesWhenAsked(String prompt) {
        replicas.vendor.onCreate(prompt, completing());
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
                    ? Replies.first(Replies.raw(429, "", "Retry-After", "1"), completing())
                    : completing());
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

    @Test
    void when_one_is_killed_the_others_carry_its_tasks_on() {
        // Given: one deferred, one running, one whose answer nobody will ever hear
        GatewayProcess killed = replicas.start();
        replicas.vendor.onCreate("deferred",
                Replies.first(Replies.raw(429, "", "Retry-After", "5"), completing()));
        replicas.vendor.onCreate("unheard", Replies.silence());
        String deferred = create(killed, "deferred");
        String running = create(killed, "running");
        new RawHttp(killed.port()).send(RawHttp.create(KEY, Calls.body("unheard")));
        await().until(() -> replicas.vendor.creates("unheard").size() == 1);
        GatewayProcess other = replicas.start();
        // When
        killed.kill();
        replicas.vendor.onQuery(vendorId("running", 0), Replies.completed(FILM));
        // Then
        await().atMost(WITHIN_THE_LEASE).untilAsserted(() -> {
            assertThat(status(other, deferred)).isEqualTo("completed");
            assertThat(status(other, running)).isEqualTo("completed");
            assertThat(count(other, "failed")).isEqualTo(1);
        });
        assertThat(other.as(KEY).get("/v1/tasks?status=failed").<String> path("data[0].error.code"))
                .isEqualTo("submission_unknown");
        assertThat(replicas.vendor.creates("deferred")).hasSize(2);
        assertThat(replicas.vendor.creates("running")).hasSize(1);
        assertThat(replicas.vendor.creates("unheard")).hasSize(1);
    }

    @Test
    void one_that_was_only_paused_sends_nothing_twice() {
        // Given: it has creates under way, and others that come due while it is paused
        GatewayProcess paused = replicas.start();
        HeldAnswer held = new HeldAnswer();
        replicas.vendor.onCreate("held", held);
        replicas.vendor.onCreate("deferred",
                Replies.first(Replies.raw(429, "", "Retry-After", "2"), completing()));
        String deferred = create(paused, "deferred");
        new RawHttp(paused.port()).send(RawHttp.create(KEY, Calls.body("held")));
        await().until(() -> replicas.vendor.creates("held").size() == 1);
        GatewayProcess other = replicas.start();
        // When: past its lease the other one has settled what it left
        Replicas.signal(paused, "STOP");
        await().atMost(WITHIN_THE_LEASE).untilAsserted(() -> {
            assertThat(status(other, deferred)).isEqualTo("completed");
            assertThat(count(other, "failed")).isEqualTo(1);
        });
        held.answer();
        Replicas.signal(paused, "CONT");
        // Then: it goes on where it was, and no create goes out again
        completesWhenAsked("afterwards");
        String afterwards = create(paused, "afterwards");
        await().atMost(WITHIN_THE_LEASE)
                .untilAsserted(() -> assertThat(status(paused, afterwards)).isEqualTo("completed"));
        assertThat(replicas.vendor.creates("held")).hasSize(1);
        assertThat(replicas.vendor.creates("deferred")).hasSize(2);
        assertThat(replicas.said(deferred + " running -> completed")).isEqualTo(1);
    }

    @Test
    void an_acceptance_that_comes_after_the_lease_still_wins() {
        // Given: the vendor took it, and the gateway that knows it cannot reach the database
        try (Wire wire = new Wire(Postgres.port())) {
            GatewayProcess cutOff = replicas.start(Postgres.through(replicas.database, wire.port()));
            GatewayProcess other = replicas.start();
            HeldAnswer held = new HeldAnswer();
            replicas.vendor.onCreate("late", held);
            new RawHttp(cutOff.port()).send(RawHttp.create(KEY, Calls.body("late")));
            await().until(() -> replicas.vendor.creates("late").size() == 1);
            wire.cut();
            held.answer();
            await().atMost(WITHIN_THE_LEASE).untilAsserted(() -> assertThat(count(other, "failed")).isEqualTo(1));
            // When
            replicas.vendor.onQuery(vendorId("late", 0), Replies.completed(FILM));
            wire.mend();
            // Then
            await().atMost(WITHIN_THE_LEASE).untilAsserted(() -> assertThat(count(other, "completed")).isEqualTo(1));
            assertThat(count(other, "failed")).isZero();
            assertThat(replicas.vendor.creates("late")).hasSize(1);
        }
    }
}
