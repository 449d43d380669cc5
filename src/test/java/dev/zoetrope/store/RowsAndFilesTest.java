package dev.zoetrope.store;

import static dev.zoetrope.vault.Films.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.Uploads;
import dev.zoetrope.vault.ArchiveScenario;
import dev.zoetrope.vault.Settings;
import dev.zoetrope.vault.SignedUrls;
import dev.zoetrope.vault.copy.TaskLease;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.StoredFile;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;

/** A file is removed together with its row. Neither remains forever. */
@QuarkusTest
@WithTestResource(ArchiveScenario.class)
class RowsAndFilesTest {
    private static final StoredFile STORED = new StoredFile("video/mp4", 4, "0".repeat(64));

    @Inject
    Ledger ledger;
    @Inject
    StoreConfig config;
    @Inject
    Uploads uploads;
    @Inject
    SignedUrls signedUrls;
    @Inject
    Vertx vertx;

    private Path vault() {
        return config.dataDir().resolve("vault");
    }

    private Task storeTask(String end, Instant ended, Result... results) throws IOException {
        Task task = Settings.task(new TaskId("task-unified-1-" + end), null, ended, results);
        for (int i = 0; i < results.length; i++) {
            Files.writeString(vault().resolve(new ResultFileId(task.id(), i).toString()), "film");
        }
        ledger.create(CreateIntent.of(task)).await().atMost(PATIENCE);
        return task;
    }

    private boolean exists(Task task) {
        return ledger.find(task.id()).await().atMost(PATIENCE).isPresent();
    }

    private static Result result(StoredFile kept) {
        return new Result("https://cdn.example.com/v.mp4", null, kept);
    }

    @Test
    void past_their_retention_file_and_row_leave_together() throws Exception {
        Instant longAgo = Instant.now().minus(Duration.ofDays(8));
        Task young = storeTask("youngone", Instant.now(), result(STORED));
        Task old = storeTask("oldonewh", longAgo, result(STORED), result(null));

        await().atMost(PATIENCE).until(() -> !exists(old));

        assertThat(vault().resolve(new ResultFileId(old.id(), 0).toString())).doesNotExist();
        assertThat(vault().resolve(new ResultFileId(old.id(), 1).toString())).as("unknown to the ledger").doesNotExist();
        assertThat(vault().resolve(new ResultFileId(young.id(), 0).toString())).exists();
        assertThat(exists(young)).isTrue();
    }

    @Test
    void a_row_whose_file_left_before_a_crash_leaves_too() throws Exception {
        Task old = Settings.task(new TaskId("task-unified-1-crashed0"), null, Instant.now().minus(Duration.ofDays(8)),
                result(STORED));
        ledger.create(CreateIntent.of(old)).await().atMost(PATIENCE);

        await().atMost(PATIENCE).until(() -> !exists(old));
    }

    @Test
    void a_good_link_to_what_is_gone_is_404() throws Exception {
        Task task = storeTask("filegone", Instant.now(), result(STORED));
        String url = signedUrls.sign(task, 0).url();
        RestAssured.get(url).then().statusCode(200);
        Files.delete(vault().resolve(new ResultFileId(task.id(), 0).toString()));

        RestAssured.head(url).then().statusCode(404);
        RestAssured.given().header("Range", "bytes=1-2").get(url).then().statusCode(404)
                .body("error.type", org.hamcrest.Matchers.equalTo("not_found"))
                .header("ETag", org.hamcrest.Matchers.nullValue())
                .header("Content-Range", org.hamcrest.Matchers.nullValue());
        RestAssured.get(signedUrls.sign(task, 1).url()).then().statusCode(404);
        RestAssured.get(signedUrls.sign(Settings.task((String) null), 0).url()).then().statusCode(404);
    }

    @Test
    void of_two_that_hold_a_task_one_learns_otherwise_and_writes_nothing() throws Exception {
        Task task = storeTask("twohands", Instant.now(), result(null));
        TaskLease slow = new TaskLease(ledger, Clock.systemUTC(), Duration.ofHours(1), vertx, task);
        TaskLease quick = new TaskLease(ledger, Clock.systemUTC(), Duration.ofHours(1), vertx, task);

        assertThat(quick.renew().await().atMost(PATIENCE)).isTrue();
        assertThat(slow.renew().await().atMost(PATIENCE)).isFalse();
        assertThat(slow.finish(held -> held.dueAt(null)).await().atMost(PATIENCE)).isFalse();
        assertThat(quick.renew().await().atMost(PATIENCE)).isTrue();
        assertThat(quick.finish(held -> held.dueAt(null)).await().atMost(PATIENCE)).isTrue();

        Task now = ledger.find(task.id()).await().atMost(PATIENCE).orElseThrow();
        assertThat(now.version()).isEqualTo(task.version() + 3);
        assertThat(now.dueAt()).isNull();
        slow.stop();
    }

    @Test
    void a_task_is_held_for_as_long_as_the_work_takes() throws Exception {
        Task task = storeTask("longwork", Instant.now(), result(null));
        TaskLease lease = new TaskLease(ledger, Clock.systemUTC(), Duration.ofMillis(300), vertx, task);

        await().atMost(PATIENCE).until(() -> ledger.find(task.id()).await().atMost(PATIENCE).orElseThrow().version() > 4);

        assertThat(lease.finish(held -> held.dueAt(null)).await().atMost(PATIENCE)).isTrue();
    }

    @Test
    void what_a_crash_left_over_is_removed_at_the_start_and_nothing_else_is() throws Exception {
        Path directory = Files.createTempDirectory(vault(), "left");
        DiskStore store = new DiskStore(vertx, directory, DiskSpaces.ample(vertx, directory), new Random(1));
        Task task = storeTask("hasarow0", Instant.now(), result(STORED));
        String kept = new ResultFileId(task.id(), 0).toString();
        FileStore.Draft mine = store.create(new ResultFileId(task.id(), 0), "video/mp4").await().atMost(PATIENCE);
        for (int i = 0; i < 300; i++) {
            Files.writeString(directory.resolve("task-unified-1-nobody" + (char) ('a' + i % 26) + (char) ('a' + i / 26) + "-0"),
                    "film");
        }
        Files.writeString(directory.resolve(kept), "film");
        Files.writeString(directory.resolve(kept + ".0123456789abcdef-1.part"), "fi");
        Files.writeString(directory.resolve("readme.txt"), "an operator's");

        int removed = new OrphanFileCleaner(vertx, ledger, uploads, store, Duration.ZERO, Clock.systemUTC()).removeOrphans()
                .await()
                .atMost(PATIENCE);

        assertThat(removed).isEqualTo(301);
        mine.sink().write(io.vertx.core.buffer.Buffer.buffer("film")).toCompletionStage().toCompletableFuture().join();
        mine.commit().await().atMost(PATIENCE);
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(kept, "readme.txt");
        }
    }
}
