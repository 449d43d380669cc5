package dev.zoetrope.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.ffmpeg.FfmpegProgram;
import dev.zoetrope.ffmpeg.FfmpegRun;
import dev.zoetrope.guard.GuardedClient;
import dev.zoetrope.model.Models;
import dev.zoetrope.observe.Meters;
import dev.zoetrope.sandbox.render.GenerationMode;
import dev.zoetrope.sandbox.render.MediaFetch;
import dev.zoetrope.sandbox.render.Programs;
import dev.zoetrope.sandbox.render.RenderJob;
import dev.zoetrope.sandbox.render.Renderer;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** A sandbox that starts with the directory of an earlier sandbox. */
class SandboxRestartTest {
    private static final SandboxLimits LIMITS = new SandboxLimits(4, 5);
    private static final String ID = "task-unified-1700000000-abcdefgh";
    private static final SandboxOrigin ORIGIN = new SandboxOrigin("http://localhost:1", Set.of("localhost:1"));

    @TempDir
    Path directory;
    private Vertx vertx;
    private Settings directories;
    private TaskStore store;
    private RenderQueue renderQueue;
    private FfmpegRun ffmpeg;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        directories = Settings.in(directory);
        store = new TaskStore(directories, new ObjectMapper());
    }

    @AfterEach
    void stop() {
        renderQueue.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Sandbox sandbox(Settings settings, Clock clock) {
        FfmpegProgram program = new FfmpegProgram(settings);
        ffmpeg = new FfmpegRun();
        Renderer renderer = new Renderer(program, ffmpeg, clock);
        renderQueue = new RenderQueue(store, new MediaFetch(new GuardedClient(vertx), new Samples(), settings), renderer,
                settings, clock, new Meters(new SimpleMeterRegistry()));
        Sandbox sandbox = new Sandbox(Models.ofThisVersion(), store, renderQueue, program, LIMITS, clock);
        sandbox.start(new SandboxSwitch.Enabled());
        return sandbox;
    }

    private Sandbox sandbox() {
        return sandbox(directories.withFfmpeg(Programs.ffmpeg()), Clock.systemUTC());
    }

    private static SandboxTask task(String id) {
        return task(id, ScriptedFaults.NONE);
    }

    private static SandboxTask task(String id, ScriptedFaults faults) {
        RenderJob job = new RenderJob(GenerationMode.IMAGE_TO_VIDEO, List.of("sample:zoetrope.jpg"), null, null, 2, 720, 1);
        return new SandboxTask(id, 1_700_000_000_000L, "m", job, faults, 5, SandboxTask.Phase.QUEUED, null,
                null, 0);
    }

    private static SandboxTask awaitEnd(Sandbox sandbox, String id) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> find(sandbox, id) == null
                || find(sandbox, id).hasEnded());
        return find(sandbox, id);
    }

    private static SandboxTask find(Sandbox sandbox, String id) {
        return sandbox.find(id).await().atMost(Duration.ofSeconds(10)).orElse(null);
    }

    private static GenerationRequest request(String image) {
        return Requests.of(Requests.IMAGE_TO_VIDEO, false,
                Requests.members("image_urls", List.of(image), "duration", 2, "resolution", "720p"));
    }

    @Test
    void what_had_no_end_is_rendered_again_and_what_a_crash_left_is_removed() throws Exception {
        // Given an unfinished task, an incomplete task file, an incomplete video and a file that is not a task
        store.load();
        store.save(task(ID).started());
        Files.writeString(directories.tasks().resolve("x.part"), "{");
        Files.writeString(directories.tasks().resolve("broken.json"), "{");
        Files.writeString(Files.createDirectories(directories.work().resolve(ID)).resolve("film.mp4"), "half");

        // When
        Sandbox sandbox = sandbox();

        // Then
        assertThat(awaitEnd(sandbox, ID).phase()).isEqualTo(SandboxTask.Phase.COMPLETED);
        assertThat(Film.of(Programs.ffmpeg(), directories.films().resolve(ID + ".mp4")).frames()).isEqualTo(48);
        assertThat(directories.tasks().resolve("x.part")).doesNotExist();
        Awaitility.await().until(() -> isEmpty(directories.work()));
    }

    @Test
    void what_a_stop_interrupts_is_not_an_end() throws Exception {
        // Given a render in progress
        store.load();
        store.save(task(ID));
        Sandbox sandbox = sandbox();
        Awaitility.await().until(() -> find(sandbox, ID).phase() == SandboxTask.Phase.RENDERING
                && sandbox.progress(ID) > 0);

        // When the gateway stops
        sandbox.stop(new ShutdownEvent());
        ffmpeg.stop();
        Awaitility.await().until(() -> isEmpty(directories.work()));

        // Then the next start loads it as a task that has not ended
        assertThat(store.load()).singleElement().satisfies(task -> assertThat(task.hasEnded()).isFalse());
    }

    @Test
    void tasks_that_exceed_the_queue_of_the_new_start_go_on_and_no_create_is_accepted_meanwhile() throws Exception {
        // Given a task that fails at once, and many that end much later
        store.load();
        store.save(task(ID, new ScriptedFaults("first", 0, 0, false, 0, null)));
        for (int i = 10; i < 50; i++) {
            store.save(task("task-unified-1700000000-later0" + i, new ScriptedFaults("later", 0, 600_000, false, 0, null)));
        }

        // When
        Sandbox sandbox = sandbox();

        // Then
        assertThat(awaitEnd(sandbox, ID).errorCode()).isEqualTo("first");
        assertThat(find(sandbox, "task-unified-1700000000-later049").phase()).isEqualTo(SandboxTask.Phase.RENDERING);
        Uni<SandboxTask> create = sandbox.create(request("http://no.such.host.invalid/a"), "default", ORIGIN, new Samples());
        assertThatThrownBy(() -> create.await().atMost(Duration.ofSeconds(10))).isInstanceOfSatisfying(FailureException.class,
                refused -> assertThat(refused.failure().code()).isEqualTo("queue_full"));
    }

    private static boolean isEmpty(Path path) throws Exception {
        try (var files = Files.list(path)) {
            return files.findAny().isEmpty();
        }
    }

    @Test
    void an_end_survives() throws Exception {
        store.load();
        SandboxTask failed = task(ID).failed("code", "message", Clock.systemUTC().millis());
        store.save(failed);
        assertThat(find(sandbox(), ID)).isEqualTo(failed);
    }

    @Test
    void old_ends_go_with_their_films_when_another_task_ends() throws Exception {
        // Given seven ended tasks, one of them too old, and a limit of five
        store.load();
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < 7; i++) {
            String id = "task-unified-1700000000-aaaaaaa" + i;
            store.save(task(id).completed(now.toEpochMilli() - i * 11 * 60_000L));
            Files.writeString(directories.films().resolve(id + ".mp4"), "film");
        }
        Sandbox sandbox = sandbox(directories.withFfmpeg(Programs.ffmpeg()), Clock.fixed(now, ZoneOffset.UTC));

        // When another task ends
        SandboxTask one = sandbox.create(request("http://no.such.host.invalid/a"), "default", ORIGIN, new Samples()).await()
                .atMost(Duration.ofSeconds(10));
        awaitEnd(sandbox, one.id());

        // Then five tasks are left: the new one and the four newest of the others
        Awaitility.await().until(() -> names(directories.tasks()) == 5 && names(directories.films()) == 4);
        assertThat(find(sandbox, "task-unified-1700000000-aaaaaaa3")).isNotNull();
        assertThat(find(sandbox, "task-unified-1700000000-aaaaaaa4")).isNull();
    }

    private static long names(Path path) throws Exception {
        try (var files = Files.list(path)) {
            return files.count();
        }
    }

    @Test
    void an_input_that_cannot_be_fetched_is_named_without_its_url() {
        Sandbox sandbox = sandbox();
        SandboxTask one = sandbox.create(request("http://no.such.host.invalid/secret.jpg"), "default", ORIGIN, new Samples())
                .await().atMost(Duration.ofSeconds(10));
        SandboxTask end = awaitEnd(sandbox, one.id());
        assertThat(end.errorCode()).isEqualTo("image_processing_error");
        assertThat(end.errorMessage()).startsWith("image_urls[0] ").doesNotContain("secret", "invalid");
    }

    @Test
    void without_ffmpeg_a_create_is_refused() {
        Sandbox sandbox = sandbox(directories.withFfmpeg(directory.resolve("none")), Clock.systemUTC());
        assertThatThrownBy(() -> sandbox
                .create(request("http://localhost:1/sandbox/samples/zoetrope.jpg"), "default", ORIGIN, new Samples()).await()
                .atMost(Duration.ofSeconds(10)))
                .isInstanceOfSatisfying(FailureException.class, e -> {
                    assertThat(e.failure().status()).isEqualTo(422);
                    assertThat(e.failure().code()).isEqualTo("renderer_missing");
                });
    }
}
