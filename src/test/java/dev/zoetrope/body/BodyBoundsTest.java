package dev.zoetrope.body;

import static dev.zoetrope.fake.WithFakeVendor.ALICE;
import static dev.zoetrope.fake.WithFakeVendor.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import dev.zoetrope.files.UploadLimits;
import dev.zoetrope.video.Caller;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;

/** The limits for bodies in memory and time. Every body releases its reserved bytes at its end. */
@QuarkusTest
@TestProfile(BodyBoundsTest.SmallBounds.class)
@WithTestResource(WithFakeVendor.class)
class BodyBoundsTest {
    private static final int MAX_LENGTH = SmallBudget.SHARE;
    private static final String INCOMPLETE_BODY = "Content-Length: " + MAX_LENGTH + "\r\n\r\n{";

    public static final class SmallBounds implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(SmallBudget.class, MovableDeadline.class);
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.http2", "true");
        }
    }

    FakeVendor vendor;

    @Inject
    BodyBudget budget;
    @Inject
    MovableDeadline deadline;
    @Inject
    BodyGate gate;
    @Inject
    Vertx vertx;
    @ConfigProperty(name = "quarkus.http.limits.max-body-size")
    MemorySize frameworkLimit;

    @AfterEach
    void nothing_is_left_in_the_books() {
        await().until(() -> budget.totalReserved() == 0);
        deadline.set(new BodyDeadline().duration());
    }

    private static RawHttp client() {
        return new RawHttp(RestAssured.port);
    }

    /** Sends a body that is as long as the caller's share, but without its last bytes. */
    private RawHttp sendIncomplete(String key) {
        long before = budget.totalReserved();
        RawHttp client = client().send(RawHttp.head(key) + INCOMPLETE_BODY);
        await().until(() -> budget.totalReserved() == before + MAX_LENGTH);
        return client;
    }

    private static void refused(String answer, int status, String type) {
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("\"type\":\"" + type + "\"")
                .containsIgnoringCase("\r\nConnection: close\r\n").contains("X-Request-Id");
    }

    @Test
    void the_frameworks_own_limit_is_above_that_of_every_route() {
        assertThat(gate.maxLength()).isEqualTo(MAX_LENGTH);
        assertThat(frameworkLimit.asLongValue()).isGreaterThanOrEqualTo(UploadLimits.DEFAULT.bodyBytes())
                .isGreaterThanOrEqualTo(UploadLimits.CREATE_BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Content-Length: 1\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n" })
    void beyond_a_callers_share_it_is_429_and_others_go_on(String more) {
        try (RawHttp all = sendIncomplete(ALICE); RawHttp client = client()) {
            String answer = client.send(RawHttp.head(ALICE) + more).all();

            refused(answer, 429, "rate_limit_error");
            assertThat(answer).containsPattern("(?i)\r\nRetry-After: [1-9]");
            Calls.as(ALICE).get("/v1/models").then().statusCode(200);
            Calls.as(BOB).contentType("application/json").body(Calls.body("meanwhile")).post(Calls.GENERATIONS).then()
                    .statusCode(200);
            assertThat(all.hasAnswer()).as("the body in progress is not affected").isFalse();
        }
    }

    @Test
    void beyond_the_whole_it_is_503() {
        // Given: four other callers have reserved the whole budget
        for (int i = 0; i < 4; i++) {
            budget.reserve(new Caller("other-" + i), MAX_LENGTH);
        }
        // When
        try (RawHttp client = client()) {
            String answer = client.send(RawHttp.create(ALICE, Calls.body("no memory")) + "\r\n").all();
            // Then
            refused(answer, 503, "service_unavailable_error");
            assertThat(answer).containsPattern("(?i)\r\nRetry-After: [1-9]");
            Calls.as(ALICE).get("/v1/models").then().statusCode(200);
        } finally {
            for (int i = 0; i < 4; i++) {
                budget.release(new Caller("other-" + i), MAX_LENGTH);
            }
        }
        assertThat(vendor.creates("no memory")).isEmpty();
    }

    @Test
    void a_body_of_unknown_length_takes_what_has_come() {
        try (RawHttp client = client()) {
            client.send(RawHttp.head(ALICE) + "Transfer-Encoding: chunked\r\n\r\n8000\r\n" + "x".repeat(0x8000) + "\r\n");
            await().until(() -> budget.totalReserved() >= 0x8000);
            assertThat(budget.totalReserved()).as("reserved bytes stay close to the received bytes")
                    .isLessThanOrEqualTo(2 * 0x8000);
        }
    }

    @Test
    void one_that_turns_out_too_large_gives_back_what_it_took() {
        try (RawHttp client = client()) {
            String length = Integer.toHexString(MAX_LENGTH + 1);
            refused(client.send(RawHttp.head(ALICE) + "Transfer-Encoding: chunked\r\n\r\n" + length + "\r\n"
                    + "x".repeat(MAX_LENGTH + 1)).all(), 413, "invalid_request_error");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "Content-Length: 100000\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n64\r\n{" })
    void a_body_has_one_deadline_however_it_trickles(String begun) {
        deadline.set(Duration.ofMillis(700));
        try (RawHttp client = client().send(RawHttp.head(ALICE) + begun)) {
            await().pollInterval(Duration.ofMillis(50)).until(() -> client.send(" ").hasAnswer());

            refused(client.all(), 408, "invalid_request_error");
        }
    }

    @Test
    void a_body_in_parts_of_one_byte_is_refused_long_before_it_is_too_long() {
        try (RawHttp client = client()) {
            refused(client.send(RawHttp.head(ALICE) + "Transfer-Encoding: chunked\r\n\r\n" + "1\r\n \r\n".repeat(600)).all(),
                    400,
                    "invalid_request_error");
        }
        String waiting = Calls.TASKS + Calls.createTask("waited for in parts");
        try (RawHttp client = client()) {
            client.send("GET " + waiting + " HTTP/1.1\r\nHost: localhost\r\nPrefer: wait=15\r\nAuthorization: Bearer " + ALICE
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\n \r\n".repeat(600));

            assertThat(client.all()).isEmpty();
        }
    }

    @Test
    void a_body_in_small_parts_is_read() {
        String body = Calls.body("in small parts") + " ".repeat(40_000);
        StringBuilder chunks = new StringBuilder();
        for (int at = 0; at < body.length(); at += 0x40) {
            String part = body.substring(at, Math.min(body.length(), at + 0x40));
            chunks.append(Integer.toHexString(part.length())).append("\r\n").append(part).append("\r\n");
        }
        try (RawHttp client = client()) {
            client.send(RawHttp.head(ALICE) + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n");

            assertThat(client.all()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(vendor.creates("in small parts")).hasSize(1);
    }

    @Test
    void a_body_that_nobody_reads_may_not_be_longer_either() {
        String waiting = Calls.TASKS + Calls.createTask("waited for");
        String vendorId = vendor.creates("waited for").get(0).vendorId();
        String head = "GET " + waiting + " HTTP/1.1\r\nHost: localhost\r\nPrefer: wait=45\r\nAuthorization: Bearer " + ALICE
                + "\r\nTransfer-Encoding: chunked\r\n\r\n";
        try (RawHttp client = client(); RawHttp longer = client()) {
            client.send(head + "8000\r\n" + "x".repeat(0x8000) + "\r\n");
            longer.send(head + "50000\r\n" + "x".repeat(0x40001));

            assertThat(longer.all()).isEmpty();
            assertThat(client.hasAnswer()).as("a body within the limit has no answer yet").isFalse();
            client.send("0\r\n\r\n");
            vendor.onQuery(vendorId, Replies.completed("https://cdn.example.com/v.mp4"));
            Calls.alice().get(waiting + "?sync_upstream=true").then().statusCode(200).body("status", equalTo("completed"));
            assertThat(client.nextHead()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(budget.totalReserved()).isZero();
    }

    @Test
    void who_hangs_up_gives_back_what_it_held() {
        sendIncomplete(ALICE).reset();
    }

    @Test
    void a_create_holds_its_body_until_it_is_answered() {
        vendor.onCreate("takes its time", Replies.later(500, Replies.accepted()));
        try (RawHttp client = client()) {
            String create = RawHttp.create(ALICE, Calls.body("takes its time"));
            client.send(create.replace("Content-Type", "Connection: close\r\nContent-Type"));
            await().until(() -> vendor.creates("takes its time").size() == 1);
            assertThat(budget.totalReserved()).isEqualTo(Calls.body("takes its time").length());

            assertThat(client.all()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void who_hangs_up_after_its_body_gives_it_back_and_the_paid_call_goes_on() {
        vendor.onCreate("gone early", Replies.later(400, Replies.accepted()));

        RawHttp client = client().send(RawHttp.create(ALICE, Calls.body("gone early")));
        await().until(() -> vendor.creates("gone early").size() == 1);
        client.reset();

        await().until(() -> budget.totalReserved() == 0);
        await().untilAsserted(() -> assertThat(Calls.alice().get("/v1/tasks?limit=1").jsonPath().getString("data[0].status"))
                .isEqualTo("pending"));
        assertThat(vendor.creates("gone early")).hasSize(1);
    }

    @Test
    void requests_without_a_body_do_not_count() {
        try (RawHttp all = sendIncomplete(ALICE)) {
            Calls.as(ALICE).get("/v1/tasks").then().statusCode(200);
            Calls.as(ALICE).post("/v1/tasks/task-unified-1757165031-uyujaw3d/cancel").then().statusCode(404);
            assertThat(all.hasAnswer()).isFalse();
        }
    }

    @Test
    void a_client_that_asks_first_is_told_to_go_on() {
        String body = Calls.body("asked first");
        try (RawHttp client = client()) {
            client.send(RawHttp.head(ALICE) + "Expect: 100-continue\r\nConnection: close\r\nContent-Length: " + body.length()
                    + "\r\n\r\n");
            assertThat(client.nextHead()).startsWith("HTTP/1.1 100 ");

            assertThat(client.send(body).all()).startsWith("HTTP/1.1 200 ");
        }
        try (RawHttp client = client()) {
            assertThat(client.send(RawHttp.head("nobody") + "Expect: 100-continue\r\nContent-Length: " + body.length()
                    + "\r\n\r\n").all()).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void over_http_2_a_refused_stream_ends_and_its_connection_goes_on() {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        Promise<Throwable> ended = Promise.promise();
        HttpClientRequest create = client.request(HttpMethod.POST, RestAssured.port, "localhost", Calls.GENERATIONS)
                .toCompletionStage().toCompletableFuture().join();
        create.putHeader("Content-Type", "application/json").setChunked(true).exceptionHandler(ended::tryComplete);
        create.write("{");

        HttpClientResponse answer = create.response().toCompletionStage().toCompletableFuture().join();

        assertThat(answer.version()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(ended.future().toCompletionStage().toCompletableFuture().join())
                .isInstanceOfSatisfying(StreamResetException.class, reset -> assertThat(reset.getCode()).isZero());
        HttpClientRequest next = client.request(HttpMethod.GET, RestAssured.port, "localhost", "/v1/models")
                .toCompletionStage().toCompletableFuture().join();
        assertThat(next.connection()).isSameAs(create.connection());
        assertThat(next.send().toCompletionStage().toCompletableFuture().join().statusCode()).isEqualTo(401);
        client.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_connection_goes_on_after_a_body_that_was_read() {
        try (RawHttp client = client()) {
            client.send(RawHttp.create(ALICE, "{"));
            assertThat(client.nextHead()).startsWith("HTTP/1.1 400 ").doesNotContainIgnoringCase("Connection: close");
        }
    }
}
