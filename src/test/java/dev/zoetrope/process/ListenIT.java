package dev.zoetrope.process;

import static dev.zoetrope.process.Replicas.KEY;
import static dev.zoetrope.process.Replicas.WITHIN_THE_LEASE;
import static dev.zoetrope.process.Replicas.create;
import static dev.zoetrope.process.Replicas.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.EventReader;
import dev.zoetrope.fake.EventReader.Event;
import dev.zoetrope.fake.Postgres;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.Wire;
import io.restassured.response.Response;

/** Callers wait and listen at one replica while another one writes, and whatever becomes of either. */
class ListenIT {
    private static final String FILM = "https://cdn.example.com/film.mp4";
    private static final String ALL = "/v1/tasks/events";

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

    /** One that asks nobody by itself, so that the other one ends the tasks. */
    private GatewayProcess quiet(String url) {
        Map<String, String> settings = replicas.settings(url);
        settings.put("ZOETROPE_UPSTREAM_ASKS_PER_SECOND", "0");
        settings.put("ZOETROPE_DATABASE_REREAD", "1h"); // what is heard was notified, or found out after a cut
        return start(settings);
    }

    private GatewayProcess start(Map<String, String> settings) {
        GatewayProcess gateway = GatewayProcess.start(data.resolve("gateway-" + replicas.gateways.size()), settings);
        replicas.gateways.add(gateway);
        return gateway;
    }

    private static EventReader listen(GatewayProcess gateway, String path, String lastEventId) {
        return EventReader.open(gateway.port(), path, KEY, lastEventId);
    }

    private static CompletableFuture<Response> waiting(GatewayProcess gateway, String id) {
        return CompletableFuture.supplyAsync(() -> gateway.as(KEY).header("Prefer", "wait=60").get("/v1/tasks/" + id));
    }

    private static Response in(CompletableFuture<Response> answer) {
        return answer.orTimeout(90, TimeUnit.SECONDS).join();
    }

    private void ends(String prompt) {
        replicas.vendor.onQuery(replicas.vendor.creates(prompt).get(0).vendorId(), Replies.completed(FILM));
    }

    @Test
    void who_waits_or_listens_at_one_is_told_of_what_another_one_writes() {
        // Given
        GatewayProcess writer = replicas.start();
        GatewayProcess other = quiet(replicas.database);
        String id = create(writer, "elsewhere");
        CompletableFuture<Response> waiting = waiting(other, id);
        try (EventReader one = listen(other, "/v1/tasks/" + id + "/events", null); EventReader all = listen(other, ALL, null)) {
            one.next();
            all.next();
            String later = create(writer, "made elsewhere");
            all.until(later, "pending");
            // When
            ends("elsewhere");
            // Then
            assertThat(one.until(id, "completed").task().getJsonArray("results")).hasSize(1);
            assertThat(one.ends()).isTrue();
            all.until(id, "completed");
            in(waiting).then().statusCode(200).body("status", equalTo("completed"))
                    .header("Preference-Applied", equalTo("wait=55"));
        }
        assertThat(replicas.vendor.creates("elsewhere")).hasSize(1);
    }

    @Test
    void what_was_written_while_its_connections_were_cut_is_told_afterwards() {
        try (Wire wire = new Wire(Postgres.port())) {
            // Given
            GatewayProcess writer = replicas.start();
            GatewayProcess cutOff = quiet(Postgres.through(replicas.database, wire.port()));
            String id = create(writer, "cut");
            CompletableFuture<Response> waiting = waiting(cutOff, id);
            try (EventReader one = listen(cutOff, "/v1/tasks/" + id + "/events", null);
                    EventReader all = listen(cutOff, ALL, null)) {
                one.next();
                all.next();
                // When
                wire.cut();
                EventReader openedMeanwhile = listen(cutOff, ALL, null);
                ends("cut");
                await().atMost(WITHIN_THE_LEASE).until(() -> "completed".equals(status(writer, id)));
                String later = create(writer, "made while cut");
                wire.mend();
                // Then
                openedMeanwhile.until(later, "pending");
                openedMeanwhile.close();
                one.until(id, "completed");
                boolean ended = false;
                boolean made = false;
                while (!ended || !made) {
                    Event event = all.next();
                    ended |= event.taskId().equals(id) && event.status().equals("completed");
                    made |= event.taskId().equals(later);
                }
                in(waiting).then().statusCode(200).body("status", equalTo("completed"));
            }
        }
    }

    @Test
    void whose_replica_is_killed_goes_on_at_another_and_misses_nothing() {
        // Given
        GatewayProcess writer = replicas.start();
        GatewayProcess killed = quiet(replicas.database);
        String first = create(writer, "seen before");
        String second = create(writer, "not seen before");
        EventReader reader = listen(killed, ALL, null);
        reader.next();
        ends("seen before");
        Event last = reader.until(first, "completed");
        EventReader one = listen(killed, "/v1/tasks/" + second + "/events", null);
        String seen = one.next().id();
        // When
        killed.kill();
        assertThat(reader.ends()).isTrue();
        assertThat(reader.inOrder()).isFalse();
        ends("not seen before");
        await().atMost(WITHIN_THE_LEASE).until(() -> "completed".equals(status(writer, second)));
        // Then
        try (EventReader all = listen(writer, ALL, last.id());
                EventReader again = listen(writer, "/v1/tasks/" + second + "/events", seen)) {
            all.until(second, "completed");
            String end = again.until(second, "completed").id();
            assertThat(again.ends()).isTrue();
            writer.as(KEY).header("Last-Event-ID", end).get("/v1/tasks/" + second + "/events").then().statusCode(204);
        }
    }

    @Test
    void a_stop_answers_who_waits_and_ends_the_streams_in_order() {
        // Given: only the query polls the vendor, before it waits
        Map<String, String> settings = replicas.settings(replicas.database);
        settings.putAll(Map.of("ZOETROPE_TRACK_MIN_INTERVAL", "1h", "ZOETROPE_TRACK_MAX_INTERVAL", "1h"));
        GatewayProcess gateway = start(settings);
        String id = create(gateway, "stopped");
        String vendorId = replicas.vendor.creates("stopped").get(0).vendorId();
        CompletableFuture<Response> waiting = waiting(gateway, id + "?sync_upstream=true");
        CompletableFuture<Response> creating = CompletableFuture.supplyAsync(() -> gateway.as(KEY)
                .header("Prefer", "wait=60").contentType("application/json")
                .body(Calls.body("stopped while created")).post(Calls.GENERATIONS));
        EventReader one = listen(gateway, "/v1/tasks/" + id + "/events", null);
        EventReader all = listen(gateway, ALL, null);
        one.next();
        all.next();
        await().until(() -> replicas.vendor.creates("stopped while created").size() == 1);
        await().until(() -> replicas.vendor.asks(vendorId) > 0);
        assertThat(waiting).isNotDone();
        assertThat(creating).isNotDone();
        // When
        gateway.stop();
        // Then
        in(waiting).then().statusCode(200).body("id", equalTo(id));
        in(creating).then().statusCode(200);
        assertThat(one.ends()).isTrue();
        assertThat(all.ends()).isTrue();
        assertThat(one.inOrder() && all.inOrder()).isTrue();
        assertThat(all.retry()).isEqualTo("1000");
        assertThat(gateway.exitCode()).isZero();
    }
}
