package dev.zoetrope.upstream.openai;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.createTask;
import static dev.zoetrope.fake.FakeOpenAiVideos.error;
import static dev.zoetrope.fake.FakeOpenAiVideos.lost;
import static dev.zoetrope.fake.FakeOpenAiVideos.redirect;
import static dev.zoetrope.vault.Films.film;
import static dev.zoetrope.vault.Films.part;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.FakeOpenAiVideos;
import dev.zoetrope.fake.FakeOpenAiVideos.Seen;
import dev.zoetrope.fake.FileServer;
import dev.zoetrope.fake.HeldFile;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.WithFakeOpenAiVideos;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.store.ResultFileId;
import dev.zoetrope.vault.Films;
import dev.zoetrope.vault.copy.FileCopy;
import dev.zoetrope.video.StoredFile;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** The file of a completed video, which only the gateway can fetch: what a client gets, and what the vendor sees. */
@QuarkusTest
@WithTestResource(WithFakeOpenAiVideos.class)
class OpenAiContentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MAX_STREAMS = 8;
    private static final String BEARER = "Bearer " + WithFakeOpenAiVideos.VENDOR_KEY;
    private static final byte[] FILM = film(10_000);
    private static final byte[] TEXT = "the whole film".getBytes(US_ASCII);

    FakeOpenAiVideos vendor;
    @Inject
    Ledger ledger;
    @Inject
    FileCopy copy;

    private record Video(String id, String task, String url) {
    }

    private Video completed(String prompt) {
        String task = createTask(prompt);
        String video = vendor.creates(prompt).get(0).videoId();
        vendor.complete(video, FILM);
        String url = alice().get(TASKS + task + "?sync_upstream=true").then().statusCode(200)
                .body("status", equalTo("completed")).extract().path("results[0].url");
        return new Video(video, task, url);
    }

    /** Requests the URL without encoding it again. */
    private static ValidatableResponse get(String url) {
        return given().urlEncodingEnabled(false).get(url).then();
    }

    private static ValidatableResponse get(Video video, String range) {
        return given().urlEncodingEnabled(false).header("Range", range).get(video.url()).then();
    }

    private Seen onlyContent(Video video) {
        assertThat(vendor.contents(video.id())).as("requests for the content").hasSize(1);
        return vendor.contents(video.id()).get(0);
    }

    @Test
    void the_result_is_a_signed_url_of_the_gateway_and_nothing_shows_that_of_the_vendor() {
        Video video = completed("signed");

        assertThat(video.url()).startsWith("http://localhost:" + RestAssured.port + "/v1/tasks/" + video.task() + "/content?")
                .contains("signature=");
        alice().get(TASKS + video.task()).then().body(not(containsString(vendor.url())))
                .body(not(containsString(video.id()))).body(not(containsString(WithFakeOpenAiVideos.VENDOR_KEY)))
                .body("results[0].size", nullValue()).body("results[0].expires_at", not(nullValue()));
        assertThat(vendor.contents(video.id())).isEmpty();

        get(video.url().replaceAll("signature=.*", "signature=" + "A".repeat(22))).statusCode(403);
        assertThat(vendor.contents(video.id())).isEmpty();
    }

    @Test
    void a_get_streams_the_bytes_with_the_key_of_the_gateway_and_no_header_of_the_client() {
        Video video = completed("streamed");

        byte[] bytes = alice().urlEncodingEnabled(false).header("Cookie", "session=1").get(video.url()).then().statusCode(200)
                .header("Content-Type", "video/mp4").header("Content-Length", "10000").header("Accept-Ranges", "bytes")
                .header("Content-Disposition", "inline; filename=\"" + video.task() + ".mp4\"").header("ETag", nullValue())
                .header("X-Content-Type-Options", "nosniff").extract().asByteArray();

        assertThat(bytes).isEqualTo(FILM);
        Seen seen = onlyContent(video);
        assertThat(seen.method()).isEqualTo("GET");
        assertThat(seen.headers().getAll("Authorization")).containsExactly(BEARER);
        assertThat(seen.headers().contains("Cookie")).isFalse();
        assertThat(seen.headers().contains("Range")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({ "bytes=0-99,0,100", "bytes=100-,100,10000", "bytes=9000-99999,9000,10000" })
    void a_range_goes_to_the_vendor(String range, int from, int to) {
        Video video = completed("range " + range);

        byte[] bytes = get(video, range).statusCode(206)
                .header("Content-Range", "bytes " + from + "-" + (to - 1) + "/10000")
                .header("Content-Length", Integer.toString(to - from)).extract().asByteArray();

        assertThat(bytes).isEqualTo(part(FILM, from, to));
        assertThat(onlyContent(video).headers().get("Range")).isEqualTo(range);
        assertThat(onlyContent(video).headers().getAll("Authorization")).containsExactly(BEARER);
    }

    @Test
    void a_range_beyond_the_end_is_416() {
        Video video = completed("beyond");

        get(video, "bytes=10000-").statusCode(416).header("Content-Range", "bytes */10000")
                .body("error.code", equalTo("bad_range")).header("Content-Disposition", nullValue());
        assertThat(onlyContent(video).headers().get("Range")).isEqualTo("bytes=10000-");
    }

    @ParameterizedTest
    @ValueSource(strings = { "bytes=0-1,5-6", "pages=1-2", "bytes=a-b" })
    void several_ranges_and_other_units_do_not_go_to_the_vendor(String range) {
        Video video = completed("no range " + range);

        assertThat(get(video, range).statusCode(200).extract().asByteArray()).isEqualTo(FILM);
        assertThat(onlyContent(video).headers().contains("Range")).isFalse();
    }

    @Test
    void a_head_has_the_headers_of_a_get_and_reads_no_film() {
        Video video = completed("head");
        HeldFile held = new HeldFile(TEXT);
        vendor.onContent(video.id(), held::begin);

        given().urlEncodingEnabled(false).header("Range", "bytes=0-1").head(video.url()).then().statusCode(200)
                .header("Content-Type", "video/mp4").header("Content-Length", Integer.toString(TEXT.length));

        assertThat(onlyContent(video).method()).isEqualTo("GET");
        assertThat(onlyContent(video).headers().contains("Range")).isFalse();
        await().atMost(PATIENCE).until(() -> held.cutOff() == 1);
    }

    /** The same host with another port, and another host. */
    @ParameterizedTest
    @ValueSource(strings = { "127.0.0.1", "localhost" })
    void a_redirect_to_another_server_is_followed_with_the_range_and_without_the_key(String host) {
        Video video = completed("redirected to " + host);
        List<MultiMap> seen = new CopyOnWriteArrayList<>();
        try (FileServer files = new FileServer()) {
            String url = files.url("/film.mp4?signature=theirs", any -> {
            });
            files.url("/film.mp4", request -> {
                seen.add(request.headers());
                request.response().setStatusCode(206).putHeader("Content-Type", "video/mp4")
                        .putHeader("Content-Range", "bytes 5-6/10000").end(Buffer.buffer(part(FILM, 5, 7)));
            });
            vendor.onContent(video.id(), redirect(url.replace("127.0.0.1", host)));

            assertThat(get(video, "bytes=5-6").statusCode(206).extract().asByteArray()).isEqualTo(part(FILM, 5, 7));
        }
        assertThat(onlyContent(video).headers().get("Authorization")).isEqualTo(BEARER);
        assertThat(seen).singleElement().satisfies(headers -> {
            assertThat(headers.contains("Authorization")).isFalse();
            assertThat(headers.get("Range")).isEqualTo("bytes=5-6");
        });
    }

    @Test
    void a_redirect_to_a_private_host_that_nobody_allowed_is_not_followed() {
        Video video = completed("redirected inside");
        vendor.onContent(video.id(), redirect("http://169.254.169.254/latest/meta-data"));

        get(video.url()).statusCode(503).header("Retry-After", "2").body("error.code", equalTo("upstream_unavailable"));
        onlyContent(video);
    }

    @Test
    void a_redirect_at_the_vendor_itself_carries_the_key() {
        Video video = completed("first hop");
        Video target = completed("second hop");
        vendor.onContent(video.id(), redirect("/v1/videos/" + target.id() + "/content"));

        assertThat(get(video, "bytes=5-6").statusCode(206).extract().asByteArray()).isEqualTo(part(FILM, 5, 7));

        assertThat(onlyContent(target).headers().getAll("Authorization")).containsExactly(BEARER);
        assertThat(onlyContent(target).headers().get("Range")).isEqualTo("bytes=5-6");
    }

    @ParameterizedTest
    @CsvSource({ "404, 404, not_found", "410, 404, not_found", "401, 503, service_unavailable_error",
            "403, 503, service_unavailable_error", "416, 503, service_unavailable_error",
            "429, 503, service_unavailable_error", "500, 503, service_unavailable_error",
            "503, 503, service_unavailable_error" })
    void a_vendor_without_the_file_has_a_clear_answer(int status, int answered, String type) {
        Video video = completed("content is " + status);
        vendor.onContent(video.id(), error(status, "a_code_of_the_vendor"));

        for (String method : List.of("GET", "HEAD")) {
            Response answer = given().urlEncodingEnabled(false).request(method, video.url());
            answer.then().statusCode(answered).header("Retry-After", answered == 503 ? equalTo("2") : nullValue())
                    .header("Content-Disposition", nullValue()).body(not(containsString("a_code_of_the_vendor")));
            if (method.equals("GET")) {
                answer.then().body("error.type", equalTo(type));
            }
        }
        assertThat(vendor.contents(video.id())).hasSize(2);
    }

    @Test
    void a_vendor_that_hangs_up_has_a_clear_answer() {
        Video video = completed("hangs up");
        vendor.onContent(video.id(), lost());

        get(video.url()).statusCode(503).header("Retry-After", "2").body("error.code", equalTo("upstream_unavailable"));
        onlyContent(video);
    }

    /** A client must not take the beginning for the whole file. */
    @Test
    void a_film_that_breaks_off_at_the_vendor_breaks_off_at_the_client() {
        Video video = completed("breaks off");
        vendor.onContent(video.id(), request -> request.response().setChunked(true).write("the begin")
                .onComplete(written -> request.connection().close()));

        String answer = client(video).all();

        assertThat(answer).startsWith("HTTP/1.1 200 ").doesNotEndWith("0\r\n\r\n");
        onlyContent(video);
    }

    @Test
    void the_ninth_stream_is_refused_and_the_vendor_does_not_see_it() {
        Video video = completed("nine clients");
        Video other = completed("the ninth client");
        HeldFile held = new HeldFile(TEXT);
        vendor.onContent(video.id(), held::begin);
        List<RawHttp> clients = streams(video);

        get(other.url()).statusCode(503).header("Retry-After", "2").body("error.code", equalTo("upstream_unavailable"));
        assertThat(vendor.contents(other.id())).isEmpty();

        held.release();
        assertThat(clients).allSatisfy(client -> assertThat(client.all()).isEqualTo(new String(TEXT, US_ASCII)));
        assertThat(vendor.contents(video.id())).hasSize(MAX_STREAMS);
        get(other.url()).statusCode(200);
    }

    @Test
    void a_client_that_hangs_up_ends_the_request_to_the_vendor_and_frees_its_slot() {
        Video video = completed("eight clients");
        Video other = completed("the client after them");
        HeldFile held = new HeldFile(TEXT);
        vendor.onContent(video.id(), held::begin);
        List<RawHttp> clients = streams(video);

        clients.get(0).reset();

        await().atMost(PATIENCE).until(() -> held.cutOff() == 1);
        await().atMost(PATIENCE).until(() -> get(other.url()).extract().statusCode() == 200);
        assertThat(held.cutOff()).as("the other streams").isEqualTo(1);
        held.release();
        assertThat(clients.subList(1, MAX_STREAMS)).allSatisfy(
                client -> assertThat(client.all()).isEqualTo(new String(TEXT, US_ASCII)));
    }

    /** A vendor may need a long time to find a film, and clients do not wait. */
    @Test
    void a_client_that_hangs_up_before_the_vendor_answers_frees_its_slot() {
        Video video = completed("impatient clients");
        Video other = completed("the client after the impatient");
        List<String> closed = new CopyOnWriteArrayList<>();
        vendor.onContent(video.id(), request -> request.connection().closeHandler(any -> closed.add("closed")));
        List<RawHttp> clients = new ArrayList<>();
        for (int i = 0; i < MAX_STREAMS; i++) {
            clients.add(client(video));
        }
        await().atMost(PATIENCE).until(() -> vendor.contents(video.id()).size() == MAX_STREAMS);

        clients.forEach(RawHttp::reset);

        await().atMost(PATIENCE).until(() -> closed.size() == MAX_STREAMS);
        await().atMost(PATIENCE).until(() -> get(other.url()).extract().statusCode() == 200);
    }

    private List<RawHttp> streams(Video video) {
        List<RawHttp> clients = new ArrayList<>();
        for (int i = 0; i < MAX_STREAMS; i++) {
            clients.add(client(video));
            assertThat(clients.get(i).nextHead()).startsWith("HTTP/1.1 200 ");
        }
        return clients;
    }

    private static RawHttp client(Video video) {
        URI url = URI.create(video.url());
        return new RawHttp(url.getPort()).send("GET " + url.getRawPath() + "?" + url.getRawQuery()
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    @Test
    void a_copy_into_the_vault_sends_the_key_too() {
        Video video = completed("copied");
        Task task = ledger.find(new TaskId(video.task())).await().atMost(PATIENCE).orElseThrow();

        FileCopy.CopiedFile copied = copy.copy(new ResultFileId(task.id(), 0),
                ((TaskState.Completed) task.state()).results().get(0), task.pin()).await().atMost(PATIENCE);
        copied.draft().discard().await().atMost(PATIENCE);

        assertThat(copied.file()).isEqualTo(new StoredFile("video/mp4", FILM.length, Films.sha256(FILM)));
        assertThat(onlyContent(video).headers().getAll("Authorization")).containsExactly(BEARER);
    }
}
