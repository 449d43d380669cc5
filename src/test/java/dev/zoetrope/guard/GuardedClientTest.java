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

/** The guard against real servers. The test is the resolver, so a name can have any addresses and change them. */
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
    void a_file_is_streamed_to_disk_under_its_own_name() throws Exception {
        try (Origin origin = origin(request -> request.response().end("picture"))) {
            // Given a name that resolves to the server
            answers.add(List.of("127.0.0.1"));

            // When
            long bytes = fetch(origin.url("pictures.example", "/a?b=c"));

            // Then the server saw the name and not the address
            assertThat(bytes).isEqualTo(7);
            assertThat(file()).hasContent("picture");
            assertThat(origin.requests).containsExactly("pictures.example:" + origin.port() + "/a?b=c");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "127.0.0.1", "localhost.", "[::ffff:127.0.0.1]", "127。0。0。1" })
    void a_private_address_is_not_connected_to_unless_allowed(String host) throws Exception {
        try (Origin origin = origin(request -> request.response().end("secret"))) {
            answers.add(List.of("127.0.0.1"));
            assertThat(refusal(origin.url(host, "/"), policy(false, SOON))).isEqualTo(Reason.NOT_PUBLIC);
            assertThat(origin.requests).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "0x7f.1", "2130706433", "127.1", "0177.0.0.1" })
    void odd_numbers_are_not_connected_to_even_where_private_is_allowed(String host) throws Exception {
        try (Origin origin = origin(request -> request.response().end("secret"))) {
            assertThat(refusal(origin.url(host, "/"), policy(true, SOON))).isEqualTo(Reason.BAD_URL);
            assertThat(resolved).hasValue(0);
            assertThat(origin.requests).isEmpty();
        }
    }

    @Test
    void a_name_with_one_private_among_public_addresses_is_refused() {
        answers.add(List.of("8.8.8.8", "10.0.0.1"));
        assertThat(refusal("http://mixed.example/", policy(false, SOON))).isEqualTo(Reason.NOT_PUBLIC);
    }

    @Test
    void metadata_is_refused_even_where_private_is_allowed() {
        answers.add(List.of("169.254.169.254"));
        assertThat(refusal("http://metadata.example/", policy(true, SOON))).isEqualTo(Reason.NOT_PUBLIC);
    }

    @Test
    void a_name_is_asked_for_once_so_that_rebinding_changes_nothing() throws Exception {
        try (Origin origin = origin(request -> request.response().end("ok"))) {
            // Given a DNS server whose second answer is another address
            answers.add(List.of("127.0.0.1"));
            answers.add(List.of("169.254.169.254"));

            // When
            fetch(origin.url("rebind.example", "/"));

            // Then the connection went to the address that was checked
            assertThat(resolved).hasValue(1);
            assertThat(origin.requests).hasSize(1);
        }
    }

    @Test
    void a_redirect_is_judged_again_even_to_the_same_name() throws Exception {
        try (Origin origin = origin(request -> redirect(request, "/again"))) {
            answers.add(List.of("127.0.0.1"));
            answers.add(List.of("169.254.169.254"));
            assertThat(refusal(origin.url("rebind.example", "/"), policy(true, SOON))).isEqualTo(Reason.NOT_PUBLIC);
            assertThat(origin.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://169.254.169.254/latest/meta-data", "http://[::ffff:169.254.169.254]/",
            "http://[fd00:ec2::254]/", "//100.100.100.200/" })
    void a_redirect_to_metadata_is_refused(String location) throws Exception {
        try (Origin origin = origin(request -> redirect(request, location))) {
            answers.add(List.of("127.0.0.1"));
            assertThat(refusal(origin.url("a.example", "/"), policy(true, SOON))).isEqualTo(Reason.NOT_PUBLIC);
        }
    }

    @Test
    void redirects_are_followed_up_to_their_number() throws Exception {
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
    void the_next_address_is_tried_where_one_does_not_answer() throws Exception {
        try (Origin origin = origin(request -> request.response().end("ok"))) {
            answers.add(List.of("127.0.0.2", "127.0.0.1"));
            assertThat(fetch(origin.url("two.example", "/"))).isEqualTo(2);
        }
    }

    @Test
    void an_announced_length_beyond_the_limit_is_refused_before_it_is_read() throws Exception {
        try (Origin origin = origin(request -> request.response().end(Buffer.buffer(new byte[1001])))) {
            answers.add(List.of("127.0.0.1"));
            assertThat(refusal(origin.url("a.example", "/"), policy(true, SOON))).isEqualTo(Reason.TOO_LARGE);
            assertThat(Files.size(file())).isZero();
        }
    }

    @Test
    void an_endless_body_is_cut_off_at_the_limit() throws Exception {
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
    void the_limit_itself_is_allowed() throws Exception {
        try (Origin origin = origin(request -> request.response().end(Buffer.buffer(new byte[1000])))) {
            answers.add(List.of("127.0.0.1"));
            assertThat(fetch(origin.url("a.example", "/"))).isEqualTo(1000);
        }
    }

    @Test
    void a_silent_server_times_out() throws Exception {
        try (Origin origin = origin(request -> {
        })) {
            answers.add(List.of("127.0.0.1"));
            assertThat(refusal(origin.url("a.example", "/"), policy(true, SOON))).isEqualTo(Reason.TIMED_OUT);
        }
    }

    @Test
    void a_server_that_falls_silent_in_the_middle_times_out() throws Exception {
        try (Origin origin = origin(request -> request.response().setChunked(true).write("begin"))) {
            answers.add(List.of("127.0.0.1"));
            assertThat(refusal(origin.url("a.example", "/"), policy(true, SOON))).isEqualTo(Reason.TIMED_OUT);
        }
    }

    @Test
    void a_server_that_drips_is_cut_off_by_the_total_time() throws Exception {
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
    void a_body_that_ends_too_early_is_no_file() throws Exception {
        try (Origin origin = origin(request -> {
            request.response().putHeader("Content-Length", "500").write("half");
            vertx.setTimer(100, tick -> request.connection().close());
        })) {
            answers.add(List.of("127.0.0.1"));
            assertThat(refusal(origin.url("a.example", "/"), policy(true, SOON))).isEqualTo(Reason.BROKEN_OFF);
        }
    }

    @Test
    void an_error_page_is_no_file() throws Exception {
        try (Origin origin = origin(request -> request.response().setStatusCode(404).end("no"))) {
            answers.add(List.of("127.0.0.1"));
            assertThat(refusal(origin.url("a.example", "/"), policy(true, SOON))).isEqualTo(Reason.REFUSED);
        }
    }

    @Test
    void a_name_nobody_knows_is_said_to_be_unknown() {
        answers.add(List.of("no.such.host.invalid."));
        assertThat(refusal("http://nowhere.example/", policy(true, SOON))).isEqualTo(Reason.UNRESOLVED);
    }

    @Test
    void a_port_nobody_listens_on_is_unreachable() throws Exception {
        Origin origin = origin(request -> {
        });
        String url = origin.url("127.0.0.1", "/");
        origin.close();
        assertThat(refusal(url, policy(true, SOON))).isEqualTo(Reason.UNREACHABLE);
    }
}
