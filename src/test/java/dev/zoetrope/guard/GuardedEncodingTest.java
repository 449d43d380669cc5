package dev.zoetrope.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.guard.GuardException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;

/**
 * The User-Agent and Accept-Encoding of requests, and files that a server encodes although the request does not ask for it.
 */
class GuardedEncodingTest {
    private static final GuardPolicy POLICY = new GuardPolicy(true, 100_000, Duration.ofSeconds(2), Duration.ofSeconds(5),
            Duration.ofSeconds(10), 3);

    @TempDir
    Path directory;
    private final Vertx vertx = Vertx.vertx();
    private final GuardedClient client = new GuardedClient(vertx,
            name -> Future.succeededFuture(List.of(InetAddress.getLoopbackAddress())), new HttpClientOptions());

    @AfterEach
    void stop() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Path file() {
        return directory.resolve("file");
    }

    private long download(Origin origin) {
        return client.download(origin.url("films.example", "/a"), POLICY, file()).await().atMost(Duration.ofSeconds(15));
    }

    private static Buffer encoded(String encoding, byte[] bytes) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = encoding.equals("gzip") ? new GZIPOutputStream(packed) : new DeflaterOutputStream(packed)) {
            out.write(bytes);
        }
        return Buffer.buffer(packed.toByteArray());
    }

    @Test
    void every_request_names_itself_and_asks_for_no_encoding_also_after_a_redirect() throws Exception {
        Queue<String> heads = new ConcurrentLinkedQueue<>();
        try (Origin origin = new Origin(vertx, request -> {
            heads.add(request.getHeader("User-Agent") + " " + request.getHeader("Accept-Encoding"));
            if (request.path().equals("/a")) {
                request.response().setStatusCode(302).putHeader("Location", "//elsewhere.example:" + request.localAddress()
                        .port() + "/b").end();
            } else {
                request.response().end("film");
            }
        })) {
            assertThat(download(origin)).isEqualTo(4);
            assertThat(heads).containsExactly("Zoetrope identity", "Zoetrope identity");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "gzip", "deflate" })
    void a_file_that_comes_encoded_is_decoded(String encoding) throws Exception {
        byte[] film = "many bytes, ".repeat(8_000).getBytes(StandardCharsets.US_ASCII);
        Buffer packed = encoded(encoding, film);
        try (Origin origin = new Origin(vertx,
                request -> request.response().putHeader("Content-Encoding", encoding).end(packed))) {
            assertThat(download(origin)).isEqualTo(film.length);
            assertThat(file()).hasBinaryContent(film);
        }
    }

    @Test
    void the_limit_holds_for_the_decoded_bytes() throws Exception {
        Buffer bomb = encoded("gzip", new byte[50_000_000]);
        assertThat(bomb.length()).isLessThan(100_000);
        try (Origin origin = new Origin(vertx,
                request -> request.response().putHeader("Content-Encoding", "gzip").end(bomb))) {
            GuardException failure = catchThrowableOfType(GuardException.class, () -> download(origin));

            assertThat(failure.reason()).isEqualTo(Reason.TOO_LARGE);
            assertThat(file().toFile().length()).isLessThanOrEqualTo(100_000);
        }
    }

    @Test
    void what_is_no_gzip_is_no_file() throws Exception {
        try (Origin origin = new Origin(vertx,
                request -> request.response().putHeader("Content-Encoding", "gzip").end("not packed at all"))) {
            brokenOff(origin);
        }
    }

    @Test
    void an_encoded_file_that_is_shorter_than_announced_is_no_file() throws Exception {
        Buffer packed = encoded("gzip", "half of it".repeat(1000).getBytes(StandardCharsets.US_ASCII));
        try (Origin origin = new Origin(vertx, request -> request.response().putHeader("Content-Encoding", "gzip")
                .putHeader("Content-Length", "" + packed.length()).write(packed.getBuffer(0, packed.length() / 2))
                .onComplete(sent -> request.connection().close()))) {
            brokenOff(origin);
        }
    }

    private void brokenOff(Origin origin) {
        GuardException failure = catchThrowableOfType(GuardException.class, () -> download(origin));

        assertThat(failure.reason()).isEqualTo(Reason.BROKEN_OFF);
    }
}
