package dev.zoetrope.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.guard.GuardException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;

/** The guard against real servers; the resolver is the test's, so that a name can lead anywhere and change its mind. */
class GuardedClientTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path directory;
    private Vertx vertx;
    private GuardedClient client;
    private final Deque<List<String>> answers = new ArrayDeque<>();
    private final AtomicInteger resolved = new AtomicInteger();

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        client = new GuardedClient(vertx, this::resolve, new HttpClientOptions());
    }

    @AfterEach
    void stop() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Future<List<InetAddress>> resolve(String name) {
        resolved.incrementAndGet();
        List<String> next = answers.size() > 1 ? answers.poll() : answers.peek();
        try {
            List<InetAddress> addresses = new java.util.ArrayList<>();
            for (String address : next) {
                addresses.add(InetAddress.getByName(address));
            }
            return Future.succeededFuture(addresses);
        } catch (java.net.UnknownHostException e) {
            return Future.failedFuture(e);
        }
    }

    private static GuardPolicy policy(boolean allowPrivate, Duration total) {
        return new GuardPolicy(allowPrivate, 1000, Duration.ofSeconds(2), Duration.ofMillis(700), total, 3);
    }

    private Path file() {
        return directory.resolve("file");
    }

    private long fetch(String url) {
        return client.download(url, policy(true, SOON), file()).await().atMost(Duration.ofSeconds(15));
    }

    private Reason refusal(String url, GuardPolicy policy) {
        try {
            client.download(url, policy, file()).await().atMost(Duration.ofSeconds(15));
        } catch (GuardException e) {
            assertThat(e.getMessage()).doesNotContain("http:").doesNotContain("127.0.0.1");
            return e.reason();
        }
        return null;
    }

    private Origin origin(Handler<HttpServerRequest> answer) throws Exception {
        return new Origin(vertx, answer);
    }

    private static void redirect(HttpServerRequest request, String location) {
        request.response().setStatusCode(302).putHeader("Location", location).end();
    }

    @Test
    void aFileIsStreamedToDiskUnderItsOwnName() throws Exception {
        try (Origin origin = origin(request -> request.response().end("picture"))) {
            // Given a name that leads to the server
            answers.add(List.of("127.0.0.1"));

            // When
            long bytes = fetch(origin.url("pictures.example", "/a?b=c"));

            // Then the server saw the name and not the address
            assertThat(bytes).isEqualTo(7);
            assertThat(file()).hasContent("picture");
            assertThat(origin.asked).containsExactly("pictures.example:" + origin.port() + "/a?b=c");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "127.0.0.1", "localhost.", "[::ffff:127.0.0.1]", "127。0。0。1" })
    void aPrivateAddressIsNotConnectedToUnlessAllowed(String host) throws Exception {
        try (Origin origin = origin(request -> request.response().end("secret"))) {
            answers.add(List.of("127.0.0.1"));
            assertThat(refusal(origin.url(host, "/"), policy(false, SOON))).isEqualTo(Reason.NOT_PUBLIC);
            assertThat(origin.asked).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "0x7f.1", "2130706433", "127.1", "0177.0.0.1" })
    void oddNumbersAreNotConnectedToEvenWherePrivateIsAllowed(String host) throws Exception {
        try (Origin origin = origin(request -> request.response().end("secret"))) {
            assertThat(refusal(origin.url(host, "/"), policy(true, SOON))).isEqualTo(Reason.BAD_URL);
            assertThat(resolved).hasValue(0);
            assertThat(origin.asked).isEmpty();
        }
    }

    @Test
    void aNameWithOnePrivateAmongPublicAddressesIsRefused() {
        answers.add(List.of("8.8.8.8", "10.0.0.1"));
        assertThat(refusal("http://mixed.example/", policy(false, SOON))).isEqualTo(Reason.NOT_PUBLIC);
    }

    @Test
    void metadataIsRefusedEvenWherePrivateIsAllowed() {
        answers.add(List.of("169.254.169.254"));
        assertThat(refusal("http://metadata.example/", policy(true, SOON))).isEqualTo(Reason.NOT_PUBLIC);
    }

    @Test
    void aNameIsAskedForOnceSoThatRebindingChangesNothing() throws Exception {
        try (Origin origin = origin(request -> request.response().end("ok"))) {
            // Given a DNS server whose second answer would be another address
            answers.add(List.of("127.0.0.1"));
            answers.add(List.of("169.254.169.254"));

            // When
            fetch(origin.url("rebind.example", "/"));

            // Then the connection went to the address that was judged
            assertThat(resolved).hasValue(1);
            assertThat(origin.asked).hasSize(1);
        }
    }

    @Test
    void aRedirectIsJudgedAgainEvenToTheSameName() throws Exception {
        try (Origin origin = origin(request -> redirect(request, "/again"))) {
            answers.add(List.of("127.0.0.1"));
            answers.add(List.of("169.254.169.254"));
            assertThat(refusal(origin.url("rebind.example", "/"), policy(true, SOON))).isEqualTo(Reason.NOT_PUBLIC);
            assertThat(origin.asked).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://169.254.169.254/latest/meta-data", "http://[::ffff:169.254.169.254]/",
            "http://[fd00:ec2::254]/", "//100.100.100.200/" })
    void aRedirectToMetadataIsRefused(String location) throws Exception {
        try (Origin origin = origin(request -> redirect(request, location))) {
            answers.add(List.of("127.0.0.1"));
            assertThat(refusal(origin.url("a.example", "/"), policy(true, SOON))).isEqualTo(Reason.NOT_PUBLIC);
        }
    }

    @Test
    void redirectsAreFollowedUpToTheirNumber() throws Exception {
        try (Origin origin = origin(request -> {
            int step = Integer.parseInt(request.path().substring(1));
            if (step == 0) {
                request.response().end("there");
            } else {
                redirect(request, "/" + (step - 1));
            }
        })) {
            answers.add(List.of("127.0.0.1"));
            assertThat(fetch(origin.url("a.example", "/3"))).isEqualTo(5);
            assertThat(refusal(origin.url("a.example", "/4"), policy(true, SOON)))
                    .isEqualTo(Reason.TOO_MANY_REDIRECTS);
        }
    }

    @Test
    void theNextAddressIsTriedWhereOneDoesNotAnswer() throws Exception {
        try (Origin origin = origin(request -> request.response().end("ok"))) {
            answers.add(List.of("127.0.0.2", "127.0.0.1"));
            assertThat(fetch(origin.url("two.example", "/"))).isEqualTo(2);
        }
    }

    @Test
    void anAnnouncedLengthBeyondTheLimitIsRefusedBeforeItIsRead() throws Exception {
        try (Origin origin = origin(request -> request.response().end(Buffer.buffer(new byte[1001])))) {
            answers.add(List.of("127.0.0.1"));
            assertThat(refusal(origin.url("a.example", "/"), policy(true, SOON))).isEqualTo(Reason.TOO_LARGE);
            assertThat(Files.size(file())).isZero();
        }
    }

    @Test
    void anEndlessBodyIsCutOffAtTheLimit() throws Exception {
        try (Origin origin = origin(request -> {
            request.response().setChunked(true);
            vertx.setPeriodic(1, tick -> request.response().write(Buffer.buffer(new byte[100])));
        })) {
            answers.add(List.of("127.0.0.1"));
            assertThat(refusal(origin.url("a.example", "/"), policy(true, SOON))).isEqualTo(Reason.TOO_LARGE);
            assertThat(Files.size(file())).isLessThanOrEqualTo(1000);
        }
    }

    @Test
    void theLimitItselfIsAllowed() throws Exception {
        try (Origin origin = origin(request -> request.response().end(Buffer.buffer(new byte[1000])))) {
            answers.add(List.of("127.0.0.1"));
            assertThat(fetch(origin.url("a.example", "/"))).isEqualTo(1000);
        }
    }

    @Test
    void aSilentServerTimesOut() throws Exception {
        try (Origin origin = origin(request -> {
        })) {
            answers.add(List.of("127.0.0.1"));
            assertThat(refusal(origin.url("a.example", "/"), policy(true, SOON))).isEqualTo(Reason.TIMED_OUT);
        }
    }

    @Test
    void aServerThatFallsSilentInTheMiddleTimesOut() throws Exception {
        try (Origin origin = origin(request -> request.response().setChunked(true).write("begin"))) {
            answers.add(List.of("127.0.0.1"));
            assertThat(refusal(origin.url("a.example", "/"), policy(true, SOON))).isEqualTo(Reason.TIMED_OUT);
        }
    }

    @Test
    void aServerThatDripsIsCutOffByTheTotalTime() throws Exception {
        try (Origin origin = origin(request -> {
            request.response().setChunked(true);
            vertx.setPeriodic(50, tick -> request.response().write("."));
        })) {
            answers.add(List.of("127.0.0.1"));
            assertThat(refusal(origin.url("a.example", "/"), policy(true, Duration.ofSeconds(1))))
                    .isEqualTo(Reason.TIMED_OUT);
        }
    }

    @Test
    void aBodyThatEndsTooEarlyIsNoFile() throws Exception {
        try (Origin origin = origin(request -> {
            request.response().putHeader("Content-Length", "500").write("half");
            vertx.setTimer(100, tick -> request.connection().close());
        })) {
            answers.add(List.of("127.0.0.1"));
            assertThat(refusal(origin.url("a.example", "/"), policy(true, SOON))).isEqualTo(Reason.BROKEN_OFF);
        }
    }

    @Test
    void anErrorPageIsNoFile() throws Exception {
        try (Origin origin = origin(request -> request.response().setStatusCode(404).end("no"))) {
            answers.add(List.of("127.0.0.1"));
            assertThat(refusal(origin.url("a.example", "/"), policy(true, SOON))).isEqualTo(Reason.REFUSED);
        }
    }

    @Test
    void aNameNobodyKnowsIsSaidToBeUnknown() {
        answers.add(List.of("no.such.host.invalid."));
        assertThat(refusal("http://nowhere.example/", policy(true, SOON))).isEqualTo(Reason.UNRESOLVED);
    }

    @Test
    void aPortNobodyListensOnIsUnreachable() throws Exception {
        Origin origin = origin(request -> {
        });
        String url = origin.url("127.0.0.1", "/");
        origin.close();
        assertThat(refusal(url, policy(true, SOON))).isEqualTo(Reason.UNREACHABLE);
    }
}
