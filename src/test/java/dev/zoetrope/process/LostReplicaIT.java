package dev.zoetrope.process;

import static dev.zoetrope.process.Replicas.FILM;
import static dev.zoetrope.process.Replicas.KEY;
import static dev.zoetrope.process.Replicas.WITHIN_THE_LEASE;
import static dev.zoetrope.process.Replicas.count;
import static dev.zoetrope.process.Replicas.create;
import static dev.zoetrope.process.Replicas.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.Postgres;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.Wire;

/**
 * Replicas on one PostgreSQL, of which one is killed, paused or cut off until its lease is over. The scenarios wait for
 * that most of their time, so two run at a time, each with its own schema, vendor and gateways.
 */
class LostReplicaIT {
    private static final int AT_A_TIME = 2;
    /** More than all scenarios take. */
    private static final int MINUTES = 6;

    @TempDir
    Path data;

    @TestFactory
    Stream<DynamicTest> whatever_becomes_of_one_each_create_is_sent_once() throws IOException {
        Map<String, Consumer<Replicas>> scenarios = new LinkedHashMap<>();
        scenarios.put("when one is killed, the others carry its tasks on",
                LostReplicaIT::when_one_is_killed_the_others_carry_its_tasks_on);
        scenarios.put("one that was only paused sends nothing twice",
                LostReplicaIT::one_that_was_only_paused_sends_nothing_twice);
        scenarios.put("an acceptance that comes after the lease still wins",
                LostReplicaIT::an_acceptance_that_comes_after_the_lease_still_wins);
        Map<String, CompletableFuture<Void>> running = new LinkedHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        for (Map.Entry<String, Consumer<Replicas>> scenario : scenarios.entrySet()) {
            Path place = Files.createTempDirectory(data, "scenario");
            running.put(scenario.getKey(), CompletableFuture.runAsync(() -> {
                try (Replicas replicas = new Replicas(place)) {
                    scenario.getValue().accept(replicas);
                }
            }, threads));
        }
        threads.shutdown();
        return running.entrySet().stream().map(one -> DynamicTest.dynamicTest(one.getKey(),
                () -> one.getValue().get(MINUTES, TimeUnit.MINUTES)));
    }

    private static void when_one_is_killed_the_others_carry_its_tasks_on(Replicas replicas) {
        // Given: one deferred, one running, one whose answer nobody will ever hear
        GatewayProcess killed = replicas.start();
        GatewayProcess other = replicas.start();
        replicas.vendor.onCreate("deferred",
                Replies.first(Replies.raw(429, "", "Retry-After", "5"), replicas.completing()));
        replicas.vendor.onCreate("unheard", Replies.silence());
        String deferred = create(killed, "deferred");
        String running = create(killed, "running");
        new RawHttp(killed.port()).send(RawHttp.create(KEY, Calls.body("unheard")));
        await().until(() -> replicas.vendor.creates("unheard").size() == 1);
        // When
        killed.kill();
        replicas.vendor.onQuery(replicas.vendor.creates("running").get(0).vendorId(), Replies.completed(FILM));
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

    private static void one_that_was_only_paused_sends_nothing_twice(Replicas replicas) {
        // Given: it has creates under way, and others that come due while it is paused
        GatewayProcess paused = replicas.start();
        GatewayProcess other = replicas.start();
        HeldAnswer held = new HeldAnswer();
        replicas.vendor.onCreate("held", held);
        replicas.vendor.onCreate("deferred",
                Replies.first(Replies.raw(429, "", "Retry-After", "5"), replicas.completing()));
        String deferred = create(paused, "deferred");
        new RawHttp(paused.port()).send(RawHttp.create(KEY, Calls.body("held")));
        await().until(() -> replicas.vendor.creates("held").size() == 1);
        // When: past its lease the other one has settled what it left
        Replicas.signal(paused, "STOP");
        await().atMost(WITHIN_THE_LEASE).untilAsserted(() -> {
            assertThat(status(other, deferred)).isEqualTo("completed");
            assertThat(count(other, "failed")).isEqualTo(1);
        });
        held.answer();
        Replicas.signal(paused, "CONT");
        // Then: it goes on where it was, and no create goes out again
        replicas.vendor.onCreate("afterwards", replicas.completing());
        String afterwards = create(paused, "afterwards");
        await().atMost(WITHIN_THE_LEASE)
                .untilAsserted(() -> assertThat(status(paused, afterwards)).isEqualTo("completed"));
        assertThat(replicas.vendor.creates("held")).hasSize(1);
        assertThat(replicas.vendor.creates("deferred")).hasSize(2);
        assertThat(replicas.said(deferred + " running -> completed")).isEqualTo(1);
    }

    private static void an_acceptance_that_comes_after_the_lease_still_wins(Replicas replicas) {
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
            replicas.vendor.onQuery(replicas.vendor.creates("late").get(0).vendorId(), Replies.completed(FILM));
            wire.mend();
            // Then
            await().atMost(WITHIN_THE_LEASE).untilAsserted(() -> assertThat(count(other, "completed")).isEqualTo(1));
            assertThat(count(other, "failed")).isZero();
            assertThat(replicas.vendor.creates("late")).hasSize(1);
        }
    }
}
