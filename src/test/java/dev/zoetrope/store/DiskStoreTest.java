package dev.zoetrope.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.vault.Settings;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;

/** Stores real files and serves them by a real HTTP server. */
class DiskStoreTest {
    private static final ResultFileId NAME = new ResultFileId(Settings.ID, 0);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path parent;
    private Path directory;
    private Vertx vertx;
    private DiskStore store;

    @BeforeEach
    void open() {
        directory = parent.resolve("vault");
        vertx = Vertx.vertx();
        store = new DiskStore(vertx, directory, DiskSpaces.ample(vertx, directory), new Random(1));
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    private FileStore.Draft draft(String text) throws Exception {
        FileStore.Draft draft = get(store.create(NAME, "video/mp4"));
        draft.sink().write(Buffer.buffer(text)).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return draft;
    }

    private String[] names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toArray(String[]::new);
        }
    }

    @Test
    void a_draft_is_seen_by_nobody_until_it_is_kept() throws Exception {
        FileStore.Draft draft = draft("film");
        assertThat(names()).singleElement().asString().endsWith(DiskStore.DRAFT_SUFFIX);

        get(draft.commit());

        assertThat(names()).containsExactly(NAME.toString());
        assertThat(directory.resolve(NAME.toString())).hasContent("film");
    }

    @Test
    void of_a_draft_that_is_discarded_nothing_stays_and_a_kept_file_is_left_alone() throws Exception {
        get(draft("first").commit());

        get(draft("second").discard());

        assertThat(names()).containsExactly(NAME.toString());
        assertThat(directory.resolve(NAME.toString())).hasContent("first");
    }

    @Test
    void two_drafts_of_one_file_do_not_meet_and_the_last_one_kept_counts() throws Exception {
        FileStore.Draft one = draft("one");
        FileStore.Draft other = draft("another");

        get(one.commit());
        get(other.commit());

        assertThat(directory.resolve(NAME.toString())).hasContent("another");
        assertThat(names()).hasSize(1);
    }

    @Test
    void a_draft_that_vanished_fails_and_shows_nothing() throws Exception {
        FileStore.Draft draft = draft("film");
        try (Stream<Path> files = Files.list(directory)) {
            Files.delete(files.findFirst().orElseThrow());
        }

        assertThatThrownBy(() -> get(draft.commit())).isNotNull();

        assertThat(names()).isEmpty();
    }

    @Test
    void removing_is_no_error_where_there_is_nothing() throws Exception {
        get(draft("film").commit());

        get(store.remove(NAME));
        get(store.remove(NAME));

        assertThat(names()).isEmpty();
    }

    @Test
    void a_part_is_sent_and_what_is_not_there_leaves_the_answer_open_for_another() throws Exception {
        get(draft("0123456789").commit());
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            long from = Long.parseLong(request.getParam("from"));
            ResultFileId fileId = new ResultFileId(Settings.ID, Integer.parseInt(request.getParam("index")));
            store.send(fileId, from, 4, request.response()).subscribe().with(done -> {
            }, failure -> request.response().setStatusCode(failure instanceof MissingFileException ? 404 : 500).end());
        });
        int port = server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS)
                .actualPort();

        assertThat(RestAssured.given().port(port).get("/?index=0&from=3").then().statusCode(200).extract().asString())
                .isEqualTo("3456");
        RestAssured.given().port(port).get("/?index=0&from=7").then().statusCode(404);
        RestAssured.given().port(port).get("/?index=1&from=0").then().statusCode(404);
    }

    @Test
    void a_directory_that_cannot_be_made_refuses_by_the_settings_name() {
        assertThatThrownBy(
                () -> new DiskStore(vertx, Path.of("/proc/vault"), DiskSpaces.ample(vertx, Path.of("/proc/vault")),
                        new Random(1)))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("zoetrope.data-dir");
    }
}
