package dev.zoetrope.sandbox.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.guard.GuardedClient;
import dev.zoetrope.sandbox.Samples;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;

/** Inputs are fetched from a real server within the size limits of their roles. */
class MediaFetchTest {
    private static final long MEGABYTE = 1 << 20;
    private static final MediaLimits LIMITS = new MediaLimits(Duration.ofSeconds(2), Duration.ofSeconds(2),
            Duration.ofSeconds(10), 2, MEGABYTE, 2 * MEGABYTE, MEGABYTE);

    @TempDir
    Path directory;
    private Vertx vertx;
    private String base;

    @BeforeEach
    void serve() {
        vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            if (request.path().startsWith("/status/")) {
                request.response().setStatusCode(Integer.parseInt(request.path().substring("/status/".length()))).end();
            } else {
                request.response().end(Buffer.buffer(new byte[Integer.parseInt(request.path().substring(1))]));
            }
        });
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        base = "http://127.0.0.1:" + server.actualPort() + "/";
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private List<Path> fetch(boolean allowPrivate, RenderJob job) {
        return new MediaFetch(new GuardedClient(vertx), new Samples(), allowPrivate, LIMITS).fetch(job, directory).await()
                .atMost(Duration.ofSeconds(20));
    }

    private static RenderJob job(List<String> images, String clip, String audio) {
        return new RenderJob(GenerationMode.IMAGE_TO_VIDEO, images, clip, audio, 2, 720, 1);
    }

    @Test
    void every_input_is_fetched_under_a_name_of_our_own() throws Exception {
        List<Path> files = fetch(true, job(List.of(base + "10", "sample:zoetrope.jpg"), base + "30", base + "40"));
        assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly("input0", "input1",
                "input2", "input3");
        assertThat(Files.size(files.get(0))).isEqualTo(10);
        assertThat(files.get(1)).hasBinaryContent(new Samples().read("zoetrope.jpg"));
        assertThat(Files.size(files.get(3))).isEqualTo(40);
    }

    @Test
    void a_private_address_is_refused_unless_allowed_and_the_samples_are_not() {
        assertThatThrownBy(() -> fetch(false, job(List.of("sample:zoetrope.jpg", base + "10"), null, null)))
                .isInstanceOfSatisfying(RenderException.class, e -> {
                    assertThat(e.code()).isEqualTo("image_processing_error");
                    assertThat(e).hasMessage("image_urls[1] does not lead to a public address.");
                });
        assertThat(fetch(false, job(List.of("sample:zoetrope.jpg"), "sample:clip.mp4", "sample:tone.wav"))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = { 301, 403, 404, 503 })
    void an_answer_that_is_no_success_is_named_by_its_status(int status) {
        assertThatThrownBy(() -> fetch(true, job(List.of(base + "status/" + status), null, null)))
                .isInstanceOf(RenderException.class).hasMessage("image_urls[0] was answered with HTTP status " + status + ".");
    }

    @Test
    void each_medium_has_its_own_limit() {
        String over = String.valueOf(1024 * 1024 + 1);
        assertThatThrownBy(() -> fetch(true, job(List.of(base + over), null, null)))
                .hasMessage("image_urls[0] is larger than allowed.");
        assertThatThrownBy(() -> fetch(true, job(List.of(), base + (2 * 1024 * 1024 + 1), null)))
                .hasMessage("video_url is larger than allowed.");
        assertThatThrownBy(() -> fetch(true, job(List.of(), base + over, base + over)))
                .hasMessage("audio_url is larger than allowed.");
    }
}
