package dev.zoetrope.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.guard.GuardException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** Requests that need only the head of the response, over reused connections. */
class GuardedSendTest {
    private static final GuardPolicy OPEN = policy(true);
    private static final GuardPolicy PUBLIC = policy(false);

    private final Vertx vertx = Vertx.vertx();
    private volatile String address = "127.0.0.1";
    private final GuardedClient client = GuardedClient.withKeepAlive(vertx, this::resolve, 4, Duration.ofSeconds(30));

    private static GuardPolicy policy(boolean allowPrivate) {
        return new GuardPolicy(allowPrivate, 1000, Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(1), 0);
    }

    private Future<List<InetAddress>> resolve(String name) {
        try {
            return Future.succeededFuture(List.of(InetAddress.getByName(address)));
        } catch (java.net.UnknownHostException e) {
            return Future.failedFuture(e);
        }
    }

    @AfterEach
    void stop() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private GuardedReply send(String url, GuardPolicy policy) {
        return client.send(GuardedRequest.post(url, Map.of(), Buffer.buffer("{}")), policy).await()
                .atMost(Duration.ofSeconds(15));
    }

    @Test
    void a_connection_is_used_again() throws Exception {
        Set<Integer> ports = ConcurrentHashMap.newKeySet();
        try (Origin origin = new Origin(vertx, request -> {
            ports.add(request.connection().remoteAddress().port());
            request.response().end("taken");
        })) {
            for (int i = 0; i < 5; i++) {
                assertThat(send(origin.url("hook.example", "/" + i), OPEN).status()).isEqualTo(200);
            }
            assertThat(origin.requests).hasSize(5);
            // a response may complete a moment before its connection is free
            assertThat(ports).hasSizeLessThan(5);
        }
    }

    @Test
    void each_request_is_judged_also_where_a_connection_is_there() throws Exception {
        try (Origin origin = new Origin(vertx, request -> request.response().end())) {
            // Given an open connection, and a name that now resolves to another address
            send(origin.url("hook.example", "/first"), OPEN);
            // When, then
            assertThatThrownBy(() -> send(origin.url("hook.example", "/private"), PUBLIC))
                    .isInstanceOfSatisfying(GuardException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_PUBLIC));
            address = "127.0.0.2";
            assertThatThrownBy(() -> send(origin.url("hook.example", "/rebound"), OPEN))
                    .as("no server listens at the other address")
                    .isInstanceOfSatisfying(GuardException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE));
            address = "169.254.169.254";
            assertThatThrownBy(() -> send(origin.url("hook.example", "/metadata"), OPEN))
                    .isInstanceOfSatisfying(GuardException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_PUBLIC));
            assertThat(origin.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({ "announced, 200", "chunked, 500", "endless, 202", "broken, 201" })
    void what_becomes_of_the_body_does_not_matter(String kind, int status) throws Exception {
        try (Origin origin = new Origin(vertx, request -> {
            var answer = request.response().setStatusCode(status);
            switch (kind) {
                case "announced" -> answer.end(Buffer.buffer(new byte[100_000]));
                case "chunked" ->
                    answer.setChunked(true).write(Buffer.buffer(new byte[100_000])).onComplete(sent -> answer.end());
                case "endless" -> answer.setChunked(true).write("more to come");
                default -> answer.putHeader("Content-Length", "500").write("half")
                        .onComplete(sent -> request.connection().close());
            }
        })) {
            assertThat(send(origin.url("hook.example", "/in"), OPEN).status()).isEqualTo(status);
        }
    }

    @Test
    void without_a_head_there_is_no_answer() throws Exception {
        try (Origin origin = new Origin(vertx, request -> {
        })) {
            assertThatThrownBy(() -> send(origin.url("hook.example", "/in"), OPEN))
                    .isInstanceOfSatisfying(GuardException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT);
                        assertThat(e.wasSent()).isTrue();
                    });
        }
    }
}
