package dev.zoetrope.vault.serve;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.FileServer;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.guard.GuardedClient;
import dev.zoetrope.track.SlowLedger;
import dev.zoetrope.upstream.TestVendors;
import dev.zoetrope.vault.CopyLimits;
import dev.zoetrope.vault.Films;
import dev.zoetrope.vault.Settings;
import dev.zoetrope.vault.SignedUrls;
import dev.zoetrope.vault.SignedUrlsOf;
import dev.zoetrope.vault.copy.FileCopy;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.Task;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;

/** The stream of a file from a vendor that is slow, or that answers in an unusual way. */
class VendorContentTest {
    private static final byte[] FILM = Films.film(1000);
    private static final int MAX_STREAMS = 8;
    private static final int CHUNK = 64 * 1024;
    private static final long LONG_FILM = 64L * 1024 * 1024;
    /** More than the buffers of two connections take. */
    private static final long MAX_AHEAD = 32L * 1024 * 1024;

    private final FileServer files = new FileServer();
    private final SignedUrls signedUrls = SignedUrlsOf.clock(Clock.systemUTC());
    private final SlowLedger ledger = new SlowLedger();
    private Vertx vertx;
    private int port;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        files.close();
    }

    private void start(Map<String, String> settings, Duration idleTimeout, Duration totalTimeout) throws Exception {
        FileCopy copy = new FileCopy(new GuardedClient(vertx), TestVendors.at(URI.create("http://127.0.0.1:1")), null,
                Settings.with(settings), new CopyLimits(idleTimeout, totalTimeout, Duration.ofMinutes(10)));
        ContentHandler handler = new ContentHandler(signedUrls, ledger, null, new VendorContent(copy), null, Clock.systemUTC());
        Router router = Router.router(vertx);
        router.route("/v1/tasks/:id/content").handler(handler::serve).failureHandler(request -> request.response()
                .setStatusCode(((FailureException) request.failure()).failure().status())
                .end(((FailureException) request.failure()).failure().message()));
        port = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").toCompletionStage()
                .toCompletableFuture().get(10, TimeUnit.SECONDS).actualPort();
    }

    private void start() throws Exception {
        start(Map.of(), Duration.ofSeconds(20), Duration.ofMinutes(1));
    }

    /** The signed URL of a task with this result. The ledger finds the task on another thread than that of the client. */
    private String signed(String vendorUrl) {
        Task task = Settings.task(Settings.ID, null, Instant.now(), new Result(vendorUrl, null, null, true));
        ledger.onFind = id -> Uni.createFrom().item(Optional.of(task)).emitOn(Infrastructure.getDefaultExecutor());
        return signedUrls.sign(task, 0).url();
    }

    private ValidatableResponse get(String vendorUrl, String... headers) {
        Map<String, String> sent = headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]);
        return given().port(port).urlEncodingEnabled(false).headers(sent).get(signed(vendorUrl)).then();
    }

    private RawHttp client(String vendorUrl) {
        return new RawHttp(port).send("GET " + signed(vendorUrl) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    @Test
    void a_vendor_that_sends_no_head_is_503_after_the_idle_timeout() throws Exception {
        start(Map.of(), Duration.ofMillis(200), Duration.ofMinutes(1));
        String url = files.url("/silent", request -> {
        });

        get(url).statusCode(503).header("Retry-After", "2");
        assertThat(files.asked("/silent")).isEqualTo(1);
    }

    @Test
    void a_film_that_falls_silent_in_the_middle_ends_after_the_idle_timeout() throws Exception {
        start(Map.of(), Duration.ofMillis(200), Duration.ofMinutes(1));
        RawHttp client = client(files.url("/stalled", FileServer.stalled("the begin".getBytes(US_ASCII), 100)));

        assertThat(client.nextHead()).startsWith("HTTP/1.1 200 ").containsIgnoringCase("content-length: 100");
        assertThat(client.all()).isEqualTo("the begin");
        assertThat(files.asked("/stalled")).isEqualTo(1);
    }

    @Test
    void a_film_that_never_ends_ends_with_the_time_for_all_of_it() throws Exception {
        start(Map.of(), Duration.ofSeconds(20), Duration.ofMillis(600));
        RawHttp client = client(files.url("/dribble", request -> {
            request.response().setChunked(true).write("y");
            long timer = vertx.setPeriodic(100, again -> request.response().write("x"));
            request.connection().closeHandler(gone -> vertx.cancelTimer(timer));
        }));

        assertThat(client.all()).startsWith("HTTP/1.1 200 ").contains("y").doesNotEndWith("0\r\n\r\n");
    }

    @Test
    void a_film_larger_than_the_largest_file_is_refused_or_cut_off() throws Exception {
        start(Map.of("zoetrope.vault.max-file", "100K"), Duration.ofSeconds(20), Duration.ofMinutes(1));

        get(files.url("/announced", FileServer.film(new byte[200_000]))).statusCode(503).header("Retry-After", "2");
        assertThat(client(files.url("/unannounced", FileServer.unannounced(1_000_000))).all()).startsWith("HTTP/1.1 200 ")
                .doesNotEndWith("0\r\n\r\n");
    }

    /** A cache would keep the 503, and a client would wait for the bytes of the film. */
    @ParameterizedTest
    @ValueSource(strings = { "Content-Length", "Transfer-Encoding" })
    void a_film_that_breaks_off_before_its_first_byte_is_503_without_the_headers_of_a_film(String header) throws Exception {
        start();
        String url = files.url("/head-only", request -> request.response().putHeader("Content-Type", "video/mp4")
                .putHeader(header, header.equals("Content-Length") ? "1000" : "chunked").write("")
                .onComplete(written -> request.connection().close()));

        String answer = client(url).all();

        assertThat(answer).startsWith("HTTP/1.1 503 ").endsWith("\r\n\r\nThe vendor does not deliver the file at the moment.")
                .contains("Retry-After: 2").doesNotContain("Cache-Control").doesNotContain("Content-Disposition")
                .doesNotContain("video/mp4");
    }

    /** Each end gives its slot back: with the limit of eight, the ninth answer would be another one. */
    @ParameterizedTest
    @ValueSource(strings = { "no connection", "a bad URL", "a circle", "cut off", "404", "200", "a page" })
    void the_ninth_request_has_the_answer_of_the_first(String kind) throws Exception {
        start();
        Map<String, String> urls = Map.of("no connection", "http://127.0.0.1:1/v.mp4", "a bad URL", "ftp://127.0.0.1/v.mp4",
                "a circle", files.url("/circle", FileServer.redirect("/circle")), "404",
                files.url("/404", FileServer.status(404)), "200", files.url("/200", FileServer.film(FILM)), "a page",
                files.url("/page", FileServer.film("<html>".getBytes(US_ASCII), "text/html")), "cut off",
                files.url("/cut", request -> request.connection().close()));
        String first = get(urls.get(kind)).extract().statusLine();

        for (int i = 0; i < MAX_STREAMS; i++) {
            ValidatableResponse answer = get(urls.get(kind));
            assertThat(answer.extract().statusLine()).isEqualTo(first);
            assertThat(answer.extract().asString()).doesNotContain("Too many files");
        }
    }

    /** Also for a range that was not asked for, and for one whose place in the film is not known. */
    @ParameterizedTest
    @CsvSource({ "'', bytes 0-1/1000", "bytes=0-1, ''", "bytes=0-1, pages 0-1/1000", "bytes=0-1, 'bytes 0-1/1000, x'" })
    void a_206_that_does_not_fit_is_503(String asked, String contentRange) throws Exception {
        start();
        String url = files.url("/part", request -> request.response().setStatusCode(206)
                .putHeader("Content-Range", contentRange).end(Buffer.buffer(new byte[2])));

        get(url, asked.isEmpty() ? new String[0] : new String[] { "Range", asked }).statusCode(503)
                .header("Content-Range", nullValue()).header("Retry-After", "2");
    }

    @Test
    void a_vendor_that_knows_no_ranges_sends_the_whole_film() throws Exception {
        start();
        String url = files.url("/whole", FileServer.film(FILM));

        assertThat(get(url, "Range", "bytes=0-1").statusCode(200).header("Content-Range", nullValue())
                .header("Accept-Ranges", nullValue()).extract().asByteArray()).isEqualTo(FILM);
    }

    @Test
    void a_416_without_a_length_is_a_416() throws Exception {
        start();

        get(files.url("/416", FileServer.status(416)), "Range", "bytes=5000-").statusCode(416)
                .header("Content-Range", nullValue()).header("Retry-After", nullValue());
    }

    /** A stream has no entity tag, so no condition can match. */
    @Test
    void a_range_with_a_condition_does_not_go_to_the_vendor() throws Exception {
        start();
        List<String> ranges = new CopyOnWriteArrayList<>();
        String url = files.url("/condition", request -> {
            ranges.add(String.valueOf(request.getHeader("Range")));
            FileServer.film(FILM).handle(request);
        });

        given().port(port).urlEncodingEnabled(false).header("Range", "bytes=10-").header("If-Range", "\"x\"").get(signed(url))
                .then().statusCode(200).header("Content-Length", "1000").header("ETag", nullValue());
        assertThat(ranges).containsExactly("null");
    }

    @ParameterizedTest
    @CsvSource({ "video/webm;codecs=vp9, video/webm, inline", "text/html, application/octet-stream, attachment",
            "image/svg+xml, application/octet-stream, attachment", "'', application/octet-stream, attachment" })
    void only_a_type_that_runs_no_code_is_shown(String stated, String type, String disposition) throws Exception {
        start();

        ValidatableResponse answer = get(files.url("/typed", FileServer.film(FILM, stated))).statusCode(200)
                .header("Content-Type", equalTo(type)).header("X-Content-Type-Options", "nosniff");
        assertThat(answer.extract().header("Content-Disposition")).startsWith(disposition + ";");
    }

    @Test
    void an_encoded_film_arrives_decoded_and_without_a_length() throws Exception {
        start();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(FILM);
        }
        String url = files.url("/packed", request -> request.response().putHeader("Content-Encoding", "gzip")
                .end(Buffer.buffer(packed.toByteArray())));

        assertThat(get(url).statusCode(200).header("Content-Length", nullValue()).header("Content-Encoding", nullValue())
                .header("Transfer-Encoding", "chunked").extract().asByteArray()).isEqualTo(FILM);
    }

    @Test
    void the_vendor_is_read_no_faster_than_the_client_reads() throws Exception {
        start(Map.of(), Duration.ofMinutes(1), Duration.ofMinutes(10));
        AtomicLong sent = new AtomicLong();
        String url = files.url("/long", request -> sendLongFilm(request.response().setChunked(true), sent));
        URI link = URI.create("http://127.0.0.1:" + port + signed(url));
        long read = 0;
        HttpResponse<InputStream> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(link).build(),
                HttpResponse.BodyHandlers.ofInputStream());

        try (InputStream film = answer.body()) {
            for (byte[] part = film.readNBytes(CHUNK); part.length > 0; part = film.readNBytes(CHUNK)) {
                read += part.length;
                assertThat(sent.get() - read).as("bytes between the vendor and the client").isLessThan(MAX_AHEAD);
            }
        }
        assertThat(read).isEqualTo(LONG_FILM);
    }

    private static void sendLongFilm(HttpServerResponse response, AtomicLong sent) {
        Handler<Void> more = new Handler<>() {
            @Override
            public void handle(Void drained) {
                while (sent.get() < LONG_FILM && !response.writeQueueFull()) {
                    sent.addAndGet(CHUNK);
                    response.write(Buffer.buffer(new byte[CHUNK]));
                }
                if (sent.get() >= LONG_FILM) {
                    response.end();
                } else {
                    response.drainHandler(this);
                }
            }
        };
        more.handle(null);
    }
}
