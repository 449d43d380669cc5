package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.GENERATIONS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.MediaServer.begun;
import static dev.zoetrope.api.MediaServer.range;
import static dev.zoetrope.api.MediaServer.ranges;
import static dev.zoetrope.api.MediaServer.trickle;
import static dev.zoetrope.api.MediaServer.withoutLength;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.FileServer;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;

/** {@code zoetrope.media.check=head}: the first bytes behind a URL of somebody else are checked before a create is accepted. */
@QuarkusTest
@WithTestResource(MediaCheckTest.Head.class)
class MediaCheckTest {
    private static final byte[] PICTURE = FilesTest.sample("zoetrope.jpg");
    private static final byte[] PAGE = "<!doctype html><title>Sign in</title>".getBytes(StandardCharsets.UTF_8);
    private static FileServer files;

    FakeVendor vendor;
    @Inject
    Vertx vertx;

    public static class Head extends MediaServer.Settings {
        @Override
        public Map<String, String> tightened() {
            return settings("head");
        }
    }

    @BeforeAll
    static void serve() {
        files = new FileServer();
        files.url("/the-page", FileServer.film(PAGE));
    }

    @AfterAll
    static void close() {
        files.close();
    }

    private static byte[] png(int width, int height) {
        return HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452%08x%08x".formatted(width, height) + "00".repeat(600));
    }

    private static ValidatableResponse create(String prompt, String url, String... headers) {
        var request = alice();
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.contentType(ContentType.JSON).body("{\"model\":\"wan-2.7-image-to-video\",\"image_urls\":[\"" + url
                + "\"],\"prompt\":\"" + prompt + "\"}").post(GENERATIONS).then();
    }

    private void isAccepted(String prompt, String url) {
        create(prompt, url).statusCode(200);

        assertThat(vendor.creates(prompt)).singleElement()
                .satisfies(seen -> assertThat(seen.body().getJsonArray("image_urls").getString(0)).isEqualTo(url));
    }

    private void isRefused(String prompt, String url, String message) {
        create(prompt, url).statusCode(422).body("error.code", equalTo("file_unsuitable"))
                .body("error.param", equalTo("image_urls")).body("error.message", containsString("image_urls[0] " + message));

        assertThat(vendor.creates(prompt)).isEmpty();
    }

    @Test
    void a_file_that_fits_is_fetched_once_with_a_range() {
        isAccepted("fits", files.url("/fits.jpg", request -> {
            assertThat(request.getHeader("Range")).isEqualTo("bytes=0-65535");
            assertThat(request.headers().contains("Authorization")).isFalse();
            ranges(PICTURE, PICTURE.length).handle(request);
        }));

        assertThat(files.asked("/fits.jpg")).isEqualTo(1);
    }

    @Test
    void a_file_that_is_too_large_is_refused_by_what_its_server_states() {
        byte[] head = Arrays.copyOf(PICTURE, MediaServer.HEAD);
        String message = "must have at most 20 MB; the file has 31000000 bytes";

        isRefused("large range", files.url("/large-range.jpg", ranges(head, 31_000_000)), message);
        isRefused("no ranges", files.url("/no-ranges.jpg", begun(head, 31_000_000)), message);
    }

    @Test
    void a_file_of_another_kind_or_format_is_refused() {
        isRefused("a page", files.url("/page.jpg", FileServer.film(PAGE, "image/jpeg")),
                "must be an image; the file is application/octet-stream");
        isRefused("a sound", files.url("/sound.jpg", FileServer.film(FilesTest.sample("tone.wav"), "image/jpeg")),
                "must be an image; the file is audio/wav");
        isRefused("a gif", files.url("/a.gif", FileServer.film("GIF89a\2\2\2\2".getBytes(StandardCharsets.ISO_8859_1))),
                "must be one of JPEG, PNG, BMP, WEBP; the file is image/gif");
    }

    @Test
    void pixels_and_ratio_are_those_of_the_model() {
        String small = files.url("/small.png", FileServer.film(png(299, 400)));
        String wide = files.url("/wide.png", FileServer.film(png(3000, 300)));

        for (String[] one : new String[][] { { small, "pixels" }, { wide, "ratio" } }) {
            alice().contentType(ContentType.JSON).body("{\"model\":\"happyhorse-1.0-image-to-video\",\"image_url\":\"" + one[0]
                    + "\",\"prompt\":\"happy pixels\"}").post(GENERATIONS).then().statusCode(422)
                    .body("error.param", equalTo("image_url")).body("error.message", containsString(one[1]));
        }
        assertThat(vendor.creates("happy pixels")).isEmpty();
    }

    @Test
    void every_file_of_a_create_is_checked_and_each_url_once() {
        String page = files.url("/twice.jpg", FileServer.film(PAGE));
        String picture = files.url("/no-sound.jpg", FileServer.film(PICTURE));

        alice().contentType(ContentType.JSON).body("{\"model\":\"wan-2.7-image-to-video\",\"image_urls\":[\"" + page + "\",\""
                + page + "\"],\"audio_url\":\"" + picture + "\",\"prompt\":\"all files\"}").post(GENERATIONS).then()
                .statusCode(422).body("error.details.param", hasItems("image_urls", "audio_url"))
                .body("error.details.size()", equalTo(3));

        assertThat(files.asked("/twice.jpg")).isEqualTo(1);
        assertThat(vendor.creates("all files")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = { 404, 403, 500, 416 })
    void an_error_refuses_nothing(int status) {
        isAccepted("status " + status, files.url("/status-" + status, FileServer.status(status)));
    }

    @Test
    void a_host_that_cannot_be_reached_refuses_nothing() {
        isAccepted("no host", "https://nobody.invalid/a.jpg");
        isAccepted("no port", "http://127.0.0.1:1/a.jpg");
        isAccepted("private host", "http://localhost:1/a.jpg");
    }

    @Test
    void a_redirect_to_a_private_address_is_not_followed() {
        String secret = files.url("/secret", FileServer.film(PAGE));

        isAccepted("redirected", files.url("/redirect", FileServer.redirect(secret.replace("127.0.0.1", "localhost"))));
        isAccepted("to metadata", files.url("/metadata", FileServer.redirect("http://169.254.169.254/latest/")));

        assertThat(files.asked("/secret")).isZero();
    }

    @Test
    void a_redirect_on_the_way_is_followed() {
        isRefused("redirected page", files.url("/on-the-way", FileServer.redirect("/the-page")), "must be an image");
    }

    @Test
    void a_server_that_hangs_or_trickles_refuses_nothing_and_is_left_in_time() {
        Instant start = Instant.now();

        isAccepted("hangs", files.url("/hangs", request -> {
        }));
        isAccepted("trickles", files.url("/trickles", trickle(vertx)));
        isAccepted("stalls", files.url("/stalls", begun(PAGE, 5000)));
        isAccepted("breaks off", files.url("/breaks-off", FileServer.tooShort()));

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(12));
    }

    @ParameterizedTest
    @ValueSource(strings = { "bytes 1-600/700", "bytes 0-600/x", "pages 0-1/2", "" })
    void an_answer_that_is_not_the_beginning_of_the_file_refuses_nothing(String contentRange) {
        isAccepted("range " + contentRange, files.url("/range-" + contentRange.hashCode(), range(PAGE, contentRange)));
    }

    @Test
    void a_size_that_is_less_than_what_arrives_is_no_size() {
        isAccepted("small lie", files.url("/small-lie", range(PICTURE, "bytes 0-100/9")));
    }

    @Test
    void a_file_without_a_length_is_judged_by_its_beginning() {
        isAccepted("no length", files.url("/no-length", withoutLength(Arrays.copyOf(PICTURE, 22 << 20))));
        isRefused("page without length", files.url("/page-no-length", withoutLength(PAGE)), "must be an image");
    }

    @Test
    void a_retry_fetches_nothing_and_gets_its_task_whatever_the_url_gives_now() {
        String url = files.url("/retried", FileServer.film(PICTURE));
        String id = create("retried media", url, "Idempotency-Key", "k-media").statusCode(200).extract().path("id");
        String other = create("retried without key", url).statusCode(200).extract().path("id");
        assertThat(files.asked("/retried")).isEqualTo(2);
        files.url("/retried", FileServer.film(PAGE));

        create("retried media", url, "Idempotency-Key", "k-media").statusCode(200).body("id", equalTo(id))
                .header("Idempotency-Replayed", "true");
        create("retried without key", url, "X-Stainless-Retry-Count", "1").statusCode(200).body("id", equalTo(other));
        create("another body", url, "Idempotency-Key", "k-media").statusCode(422)
                .body("error.code", equalTo("idempotency_key_reused"));

        assertThat(files.asked("/retried")).isEqualTo(2);
        assertThat(vendor.creates("retried media")).hasSize(1);
        assertThat(vendor.creates("retried without key")).hasSize(1);
    }

    @Test
    void a_refused_create_leaves_no_task_and_can_be_corrected_with_its_key() {
        String url = files.url("/corrected", FileServer.film(PAGE));
        create("corrected", url, "Idempotency-Key", "k-corrected").statusCode(422);
        files.url("/corrected", FileServer.film(PICTURE));

        create("corrected", url, "Idempotency-Key", "k-corrected").statusCode(200);

        assertThat(vendor.creates("corrected")).hasSize(1);
    }

    @Test
    void a_create_whose_caller_hangs_up_during_the_check_is_never_stored() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Void> left = new CompletableFuture<>();
        String url = files.url("/hung-up", request -> {
            request.connection().closeHandler(closed -> left.complete(null));
            asked.complete(null);
        });
        try (RawHttp caller = new RawHttp(RestAssured.port)) {
            caller.send(RawHttp.create(WithFakeVendor.ALICE, "{\"model\":\"wan-2.7-image-to-video\",\"image_urls\":[\""
                    + url + "\"],\"prompt\":\"hung up\"}"));
            asked.get(10, TimeUnit.SECONDS);
            caller.reset();
        }
        left.get(10, TimeUnit.SECONDS);
        files.url("/hung-up", FileServer.film(PICTURE));

        create("hung up", url).statusCode(200).header("Idempotency-Replayed", nullValue());

        assertThat(vendor.creates("hung up")).hasSize(1);
    }

    @Test
    void other_apis_say_it_with_their_names() {
        String page = files.url("/page-of-api", FileServer.film(PAGE));

        alice().contentType(ContentType.JSON).body("{\"model\":\"wan2.7-i2v\",\"input\":{\"prompt\":\"in another api\","
                + "\"img_url\":\"" + page + "\"}}").post("/api/v1/services/aigc/video-generation/video-synthesis").then()
                .statusCode(400).body("message", containsString("img_url must be an image"));
        alice().contentType(ContentType.JSON).body("{\"model\":\"wan-2.7-image-to-video\",\"prompt\":\"in another api\","
                + "\"input_reference\":{\"image_url\":\"" + page + "\"}}").post("/v1/videos").then().statusCode(400)
                .body("error.message", containsString("must be an image"));

        assertThat(vendor.creates("in another api")).isEmpty();
    }
}
