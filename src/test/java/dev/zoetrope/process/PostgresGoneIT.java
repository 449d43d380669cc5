package dev.zoetrope.process;

import static dev.zoetrope.process.Replicas.KEY;
import static dev.zoetrope.process.Replicas.WITHIN_THE_LEASE;
import static dev.zoetrope.process.Replicas.create;
import static dev.zoetrope.process.Replicas.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.Postgres;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.Wire;
import io.restassured.RestAssured;
import io.restassured.response.Response;

/** A PostgreSQL that is gone for a while, that falls silent, that loses the answer to a commit, or was never there. */
class PostgresGoneIT {
    @TempDir
    Path data;
    private Replicas replicas;
    private Wire wire;
    private String throughWire;

    @BeforeEach
    void prepare() {
        replicas = new Replicas(data);
        wire = new Wire(Postgres.port());
        throughWire = Postgres.through(replicas.database, wire.port());
    }

    @AfterEach
    void close() {
        replicas.close();
        wire.close();
    }

    private static Response createAnyhow(GatewayProcess gateway, String prompt) {
        return gateway.as(KEY).contentType("application/json").body(Calls.body(prompt)).post(Calls.GENERATIONS);
    }

    private static void ready(GatewayProcess gateway, int status, String word) {
        RestAssured.given().port(gateway.managementPort()).get("/q/health/ready").then().statusCode(status)
                .body("checks.find { it.name == 'ledger' }.status", equalTo(word));
    }

    @ParameterizedTest
    @ValueSource(strings = { "cut", "silent" })
    void while_it_is_gone_nothing_is_taken_and_nothing_is_forgotten(String trouble) throws Exception {
        // Given: a create that the vendor takes while nobody can write it down
        GatewayProcess gateway = replicas.start(throughWire);
        HeldAnswer held = new HeldAnswer();
        replicas.vendor.onCreate("held", held);
        create(gateway, "before");
        new RawHttp(gateway.port()).send(RawHttp.create(KEY, Calls.body("held")));
        held.awaitCreate();
        for (String prompt : List.of("held", "before")) {
            replicas.vendor.onQuery(replicas.vendor.creates(prompt).get(0).vendorId(),
                    Replies.completed("https://cdn.example.com/film.mp4"));
        }
        // When
        if (trouble.equals("cut")) {
            wire.cut();
        } else {
            wire.silence();
        }
        held.answer();
        List<Response> refused = IntStream.range(0, 4).parallel()
                .mapToObj(i -> createAnyhow(gateway, "refused " + i)).toList();
        await().atMost(WITHIN_THE_LEASE).untilAsserted(() -> ready(gateway, 503, "DOWN"));
        wire.mend();
        await().atMost(WITHIN_THE_LEASE).untilAsserted(() -> ready(gateway, 200, "UP"));
        // Then
        refused.forEach(answer -> answer.then().statusCode(503).header("Retry-After", matchesPattern("[1-9][0-9]*"))
                .body("error.type", equalTo("service_unavailable_error")));
        await().atMost(WITHIN_THE_LEASE)
                .untilAsserted(() -> assertThat(Replicas.count(gateway, "completed")).as(gateway.output())
                        .isEqualTo(2));
        create(gateway, "afterwards");
        IntStream.range(0, 4).forEach(i -> assertThat(replicas.vendor.creates("refused " + i)).isEmpty());
        assertThat(replicas.vendor.creates("held")).hasSize(1);
        gateway.as(KEY).get("/v1/tasks").then().body("data.size()", equalTo(3));
    }

    @Test
    void a_create_whose_commit_is_uncertain_is_taken_back_and_never_sent() {
        // Given
        GatewayProcess gateway = replicas.start(throughWire);
        create(gateway, "before");
        wire.lose("COMMIT");
        // When
        Response torn = createAnyhow(gateway, "torn");
        for (int i = 0; !wire.hasLost() && i < 20; i++) {
            torn = createAnyhow(gateway, "torn");
        }
        // Then: whichever commit was torn, a create that was turned away is not there, and was not sent
        assertThat(wire.hasLost()).isTrue();
        await().atMost(WITHIN_THE_LEASE).untilAsserted(() -> ready(gateway, 200, "UP"));
        create(gateway, "afterwards");
        int acknowledged = replicas.vendor.creates("torn").size();
        assertThat(acknowledged).isEqualTo(torn.statusCode() == 200 ? 1 : 0);
        gateway.as(KEY).get("/v1/tasks").then().body("data.size()", equalTo(2 + acknowledged));
    }

    @ParameterizedTest
    @CsvSource({ "jdbc:mysql://db/x?password=pw-secret, zoetrope.database.url",
            "jdbc:postgresql://127.0.0.1:1/x?password=pw-secret, zoetrope.database.url",
            "'', zoetrope.database.user" })
    void one_that_cannot_be_meant_or_is_not_there_is_refused_by_name(String url, String blamed) {
        Map<String, String> settings = replicas.settings(url);
        settings.put("ZOETROPE_DATABASE_USER", "somebody");
        settings.put("ZOETROPE_DATABASE_PASSWORD", "pw-secret");
        try (GatewayProcess gateway = GatewayProcess.launch(data, settings)) {
            assertThat(gateway.exitCode()).isNotZero();
            assertThat(gateway.output()).contains(blamed).doesNotContain("pw-secret");
        }
    }

    @Test
    void one_that_keeps_its_word_sends_a_deferred_create_after_the_trouble() {
        // Given
        GatewayProcess gateway = replicas.start(throughWire);
        replicas.vendor.onCreate("deferred",
                Replies.first(Replies.raw(429, "", "Retry-After", "1"), Replies.accepted()));
        String deferred = create(gateway, "deferred");
        // When: it comes due while the database is gone
        wire.cut();
        await().atMost(WITHIN_THE_LEASE).untilAsserted(() -> ready(gateway, 503, "DOWN"));
        wire.mend();
        // Then
        await().atMost(WITHIN_THE_LEASE)
                .untilAsserted(() -> assertThat(status(gateway, deferred)).isEqualTo("processing"));
        assertThat(replicas.vendor.creates("deferred")).hasSize(2);
    }
}
