package dev.zoetrope.vault.serve;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.store.DiskSpaces;
import dev.zoetrope.store.DiskStore;
import dev.zoetrope.store.ResultFileId;
import dev.zoetrope.track.SlowLedger;
import dev.zoetrope.vault.Settings;
import dev.zoetrope.vault.SignedUrls;
import dev.zoetrope.vault.SignedUrlsOf;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.StoredFile;
import dev.zoetrope.video.Task;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/** A file that the ledger names and the disk has lost: {@code HEAD} has the status of {@code GET}. */
class LostFileTest {
    private static final Task TASK = Settings.task(Settings.ID, null, Instant.parse("2026-01-01T00:00:00Z"),
            new Result("https://cdn.example.com/v.mp4", null, new StoredFile("video/mp4", 4, "0".repeat(64))));

    @TempDir
    Path directory;
    private final SignedUrls signedUrls = SignedUrlsOf.clock(Clock.systemUTC());
    private Vertx vertx;
    private int port;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        SlowLedger ledger = new SlowLedger();
        ledger.onFind = id -> Uni.createFrom().item(Optional.of(TASK));
        ContentHandler handler = new ContentHandler(signedUrls, ledger,
                new DiskStore(vertx, directory, DiskSpaces.ample(vertx, directory), new Random(1)), null, null,
                Clock.systemUTC());
        Router router = Router.router(vertx);
        router.route("/v1/tasks/:id/content").handler(handler::serve).failureHandler(request -> request.response()
                .setStatusCode(((FailureException) request.failure()).failure().status()).end());
        port = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").toCompletionStage()
                .toCompletableFuture().get(10, TimeUnit.SECONDS).actualPort();
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private ValidatableResponse respond(String method) {
        RequestSpecification request = given().port(port).urlEncodingEnabled(false);
        return request.request(method, signedUrls.sign(TASK, 0).url()).then();
    }

    private Path file() {
        return directory.resolve(new ResultFileId(TASK.id(), 0).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET", "HEAD" })
    void a_file_that_is_there_is_200(String method) throws Exception {
        Files.writeString(file(), "film");

        respond(method).statusCode(200).header("Content-Length", equalTo("4"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET", "HEAD" })
    void a_file_that_is_lost_is_404(String method) {
        respond(method).statusCode(404).header("ETag", nullValue()).header("Content-Disposition", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET", "HEAD" })
    void a_file_that_is_cut_off_is_404(String method) throws Exception {
        Files.writeString(file(), "fil");

        respond(method).statusCode(404).header("ETag", nullValue());
    }
}
