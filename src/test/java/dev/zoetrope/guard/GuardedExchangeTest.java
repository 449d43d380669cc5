package dev.zoetrope.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.guard.GuardException.Reason;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JksOptions;

/** POST requests and the check of the certificate, as webhooks need them. */
class GuardedExchangeTest {
    private static final GuardPolicy POLICY = new GuardPolicy(true, 1000, Duration.ofSeconds(2), Duration.ofSeconds(2),
            Duration.ofSeconds(5), 0);

    @TempDir
    Path directory;
    private Vertx vertx;
    private GuardedClient client;
    private AsyncFile sink;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        sink = vertx.fileSystem().open(directory.resolve("answer").toString(), new OpenOptions()).toCompletionStage()
                .toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static Future<List<InetAddress>> loopback(String name) {
        return Future.succeededFuture(List.of(InetAddress.getLoopbackAddress()));
    }

    private GuardedReply exchange(GuardedRequest request) {
        return client.exchange(request, POLICY, sink).await().atMost(Duration.ofSeconds(10));
    }

    @Test
    void a_post_carries_its_headers_and_body_and_any_status_is_an_answer() throws Exception {
        client = new GuardedClient(vertx, GuardedExchangeTest::loopback, new HttpClientOptions());
        try (Origin origin = new Origin(vertx, request -> request.body().onSuccess(body -> request.response()
                .setStatusCode(503).end(request.method() + request.getHeader("X-Signature") + body)))) {
            GuardedReply reply = exchange(GuardedRequest.post(origin.url("hook.example", "/in"),
                    Map.of("X-Signature", "s1"), Buffer.buffer("{}")));

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.succeeded()).isFalse();
            assertThat(directory.resolve("answer")).hasContent("POSTs1{}");
        }
    }

    @Test
    void a_redirect_of_a_post_is_handed_back() throws Exception {
        client = new GuardedClient(vertx, GuardedExchangeTest::loopback, new HttpClientOptions());
        try (Origin origin = new Origin(vertx, request -> request.response().setStatusCode(307)
                .putHeader("Location", "http://other.example/").end())) {
            GuardedReply reply = exchange(GuardedRequest.post(origin.url("hook.example", "/in"), Map.of(), null));
            assertThat(reply.status()).isEqualTo(307);
            assertThat(origin.requests).hasSize(1);
        }
    }

    @Test
    void a_failure_says_whether_the_request_was_sent() throws Exception {
        client = new GuardedClient(vertx, GuardedExchangeTest::loopback, new HttpClientOptions());
        Origin origin = new Origin(vertx, request -> request.connection().close());
        String url = origin.url("hook.example", "/in");
        assertThatThrownBy(() -> exchange(GuardedRequest.post(url, Map.of(), null)))
                .isInstanceOfSatisfying(GuardException.class, e -> assertThat(e.wasSent()).isTrue());
        origin.close();
        assertThatThrownBy(() -> exchange(GuardedRequest.post(url, Map.of(), null)))
                .isInstanceOfSatisfying(GuardException.class, e -> assertThat(e.wasSent()).isFalse());
    }

    @Test
    void a_cancelled_exchange_closes_its_connection() throws Exception {
        client = new GuardedClient(vertx, GuardedExchangeTest::loopback, new HttpClientOptions());
        GuardPolicy patient = new GuardPolicy(true, 1000, Duration.ofSeconds(2), Duration.ofHours(1), Duration.ofHours(1), 0);
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        try (Origin origin = new Origin(vertx, request -> {
            request.connection().closeHandler(closed::complete);
            arrived.complete(null);
        })) {
            Cancellable exchange = client.exchange(GuardedRequest.get(origin.url("slow.example", "/")), patient, sink)
                    .subscribe().with(reply -> {
                    }, failure -> {
                    });
            arrived.get(5, TimeUnit.SECONDS);

            exchange.cancel();

            closed.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void the_certificate_is_checked_against_the_name_and_not_the_address() throws Exception {
        // Given a server whose certificate is for good.example only
        JksOptions keys = certificate("good.example");
        client = new GuardedClient(vertx, GuardedExchangeTest::loopback, new HttpClientOptions().setTrustOptions(keys));
        HttpServerOptions tls = new HttpServerOptions().setSsl(true).setKeyCertOptions(keys);
        try (Origin origin = new Origin(vertx, tls, request -> request.response().end("ok"))) {
            // When, Then
            GuardedReply reply = exchange(GuardedRequest.get("https://good.example:" + origin.port() + "/"));
            assertThat(reply.status()).isEqualTo(200);
            assertThatThrownBy(() -> exchange(GuardedRequest.get("https://bad.example:" + origin.port() + "/")))
                    .isInstanceOfSatisfying(GuardException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE));
            assertThat(origin.requests).containsExactly("good.example:" + origin.port() + "/");
        }
    }

    @Test
    void a_certificate_nobody_vouches_for_is_refused() throws Exception {
        client = new GuardedClient(vertx, GuardedExchangeTest::loopback, new HttpClientOptions());
        HttpServerOptions tls = new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate("good.example"));
        try (Origin origin = new Origin(vertx, tls, request -> request.response().end("ok"))) {
            assertThatThrownBy(() -> exchange(GuardedRequest.get("https://good.example:" + origin.port() + "/")))
                    .isInstanceOf(GuardException.class);
            assertThat(origin.requests).isEmpty();
        }
    }

    @Test
    void a_name_of_the_machines_own_is_found() throws Exception {
        client = new GuardedClient(vertx);
        try (Origin origin = new Origin(vertx, request -> request.response().end("ok"))) {
            assertThat(exchange(GuardedRequest.get(origin.url("localhost", "/"))).bytes()).isEqualTo(2);
        }
    }

    /** Creates a certificate with the JDK's keytool, so that the sources contain no private key. */
    private JksOptions certificate(String name) throws Exception {
        Path store = directory.resolve(name + ".jks");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(keytool.toString(), "-genkeypair", "-alias", "a", "-keyalg", "EC",
                "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", "changeit", "-dname",
                "CN=" + name, "-ext", "san=dns:" + name, "-validity", "2").inheritIO().start();
        assertThat(process.waitFor()).isZero();
        return new JksOptions().setPath(store.toString()).setPassword("changeit");
    }
}
