package dev.zoetrope.vault.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.fake.FileServer;
import dev.zoetrope.guard.GuardedClient;
import dev.zoetrope.store.CopyException;
import dev.zoetrope.store.CopyFailureKind;
import dev.zoetrope.store.DiskSpaces;
import dev.zoetrope.store.DiskStore;
import dev.zoetrope.store.FileStore;
import dev.zoetrope.store.ResultFileId;
import dev.zoetrope.upstream.TestVendors;
import dev.zoetrope.upstream.Vendors;
import dev.zoetrope.vault.CopyLimits;
import dev.zoetrope.vault.Films;
import dev.zoetrope.vault.Settings;
import dev.zoetrope.vault.VaultConfig;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.StoredFile;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** The copy of one file, and the kind of each failure. */
class FileCopyTest {
    private static final ResultFileId NAME = new ResultFileId(Settings.ID, 0);

    @TempDir
    Path directory;
    private final FileServer files = new FileServer();
    private final Vendors upstream = TestVendors.at(URI.create("http://127.0.0.1:1"));
    private Vertx vertx;
    private FileCopy copy;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        copy = copy(Duration.ofSeconds(20));
    }

    private FileCopy copy(Duration totalTimeout) {
        return copy(Map.of("zoetrope.vault.max-file", "1000"),
                new CopyLimits(Duration.ofSeconds(2), totalTimeout, Duration.ofMinutes(10)));
    }

    private FileCopy copy(Map<String, String> settings, CopyLimits limits) {
        VaultConfig config = Settings.with(settings);
        return new FileCopy(new GuardedClient(vertx), upstream,
                new DiskStore(vertx, directory, DiskSpaces.ample(vertx, directory), new Random(1)), config, limits);
    }

    @AfterEach
    void close() {
        files.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private FileCopy.CopiedFile copied(String url) {
        return copy.copy(NAME, new Result(url, null), null).await().atMost(Duration.ofSeconds(20));
    }

    private CopyFailureKind failureKind(String url) throws IOException {
        CopyException failure = catchThrowableOfType(CopyException.class, () -> copied(url));
        assertThat(failure.getMessage()).doesNotContain("127.0.0.1").doesNotContain("http:");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).as("files after a failure").isEmpty();
        }
        return failure.kind();
    }

    @Test
    void a_file_is_measured_on_its_way() {
        byte[] film = Films.film(999);

        StoredFile file = copied(files.url("/a", FileServer.film(film))).file();

        assertThat(file).isEqualTo(new StoredFile("video/mp4", 999, Films.sha256(film)));
    }

    @Test
    void each_bad_day_is_told_from_the_others() throws Exception {
        assertThat(failureKind(files.url("/403", FileServer.status(403)))).isEqualTo(CopyFailureKind.REFUSED);
        assertThat(failureKind(files.url("/404", FileServer.status(404)))).isEqualTo(CopyFailureKind.REFUSED);
        assertThat(failureKind(files.url("/410", FileServer.status(410)))).isEqualTo(CopyFailureKind.REFUSED);
        assertThat(failureKind(files.url("/500", FileServer.status(500)))).isEqualTo(CopyFailureKind.PASSING);
        assertThat(failureKind(files.url("/304", FileServer.status(304)))).isEqualTo(CopyFailureKind.PASSING);
        assertThat(failureKind(files.url("/short", FileServer.tooShort()))).isEqualTo(CopyFailureKind.PASSING);
        assertThat(failureKind(files.url("/empty", FileServer.film(new byte[0])))).isEqualTo(CopyFailureKind.REFUSED);
        assertThat(failureKind(files.url("/long", FileServer.film(new byte[1001])))).isEqualTo(CopyFailureKind.PERMANENT);
        assertThat(failureKind(files.url("/longer", FileServer.unannounced(5000)))).isEqualTo(CopyFailureKind.PERMANENT);
        assertThat(failureKind("ftp://127.0.0.1/v.mp4")).isEqualTo(CopyFailureKind.PERMANENT);
        assertThat(failureKind("http://127.0.0.1:1/v.mp4")).isEqualTo(CopyFailureKind.PASSING);
        assertThat(failureKind("http://no-such-host.invalid/v.mp4")).isEqualTo(CopyFailureKind.PASSING);
        assertThat(failureKind(files.url("/circle", FileServer.redirect("/circle")))).isEqualTo(CopyFailureKind.PASSING);
        assertThat(failureKind(files.url("/zip", request -> request.response().putHeader("Content-Encoding", "own").end("x"))))
                .isEqualTo(CopyFailureKind.PASSING);
    }

    @Test
    void a_page_that_calls_itself_a_film_is_none_and_other_bytes_are_what_they_are() throws Exception {
        for (String page : List.of("{\"error\":\"not ready\"}", "<html>log in</html>", "\ufeff<?xml version=\"1.0\"?>")) {
            assertThat(failureKind(files.url("/page", FileServer.film(page.getBytes(UTF_8)))))
                    .isEqualTo(CopyFailureKind.REFUSED);
        }
        byte[] unknown = { 1, 2, 3, 4 };
        byte[] film = Films.film(100);

        assertThat(copied(files.url("/unknown", FileServer.film(unknown))).file().contentType())
                .isEqualTo("application/octet-stream");
        for (String type : List.of("binary/octet-stream", "text/plain", "text/html", "video/webm")) {
            assertThat(copied(files.url("/film", FileServer.film(film, type))).file())
                    .isEqualTo(new StoredFile("video/mp4", 100, Films.sha256(film)));
        }
    }

    @Test
    void an_encoded_film_is_kept_decoded() throws Exception {
        byte[] film = Films.film(900);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(film);
        }
        String link = files.url("/packed", request -> request.response().putHeader("Content-Encoding", "gzip")
                .end(Buffer.buffer(packed.toByteArray())));

        assertThat(copied(link).file()).isEqualTo(new StoredFile("video/mp4", 900, Films.sha256(film)));
    }

    @Test
    void a_link_is_fetched_as_a_browser_would_fetch_it() {
        files.url("/a%20film%20%C3%BC[1]|2.mp4", FileServer.film(Films.film(10)));
        String link = files.url("/hop", FileServer.redirect("/a film \u00fc[1]|2.mp4?token=a b"));

        assertThat(copied(link.replace("/hop", "/a film \u00fc[1]|2.mp4")).file().size()).isEqualTo(10);
    }

    @Test
    void a_file_that_falls_silent_in_the_middle_ends_with_the_silence() throws Exception {
        copy = copy(Duration.ofHours(1));
        assertThat(failureKind(files.url("/silent", FileServer.stalled(new byte[10], 100)))).isEqualTo(CopyFailureKind.PASSING);
    }

    @Test
    void a_file_that_never_ends_ends_with_the_time_for_all_of_it() throws Exception {
        copy = copy(Duration.ofMillis(600));
        assertThat(failureKind(files.url("/dribble", request -> {
            request.response().setChunked(true);
            long timer = vertx.setPeriodic(100, again -> request.response().write("x"));
            request.connection().closeHandler(gone -> vertx.cancelTimer(timer));
        }))).isEqualTo(CopyFailureKind.PASSING);
    }

    @Test
    void only_where_the_upstream_is_private_itself_may_a_link_lead_to_a_private_address() throws Exception {
        String link = files.url("/a", FileServer.film(Films.film(10)));
        TestVendors.move(upstream, () -> URI.create("https://8.8.8.8"));

        assertThat(failureKind(link)).isEqualTo(CopyFailureKind.REFUSED);
        assertThat(failureKind("http://169.254.169.254/latest/meta-data")).isEqualTo(CopyFailureKind.REFUSED);
        assertThat(files.asked("/a")).as("requests to the private address").isZero();

        TestVendors.move(upstream, () -> URI.create("http://LOCALHOST:1"));
        assertThat(failureKind(link)).as("another host than the upstream's").isEqualTo(CopyFailureKind.REFUSED);
        discard(copied(link.replace("127.0.0.1", "localhost")));
        String away = files.url("/away", request -> request.response().setStatusCode(302).putHeader("Location", link).end());
        assertThat(failureKind(away.replace("127.0.0.1", "localhost"))).as("another host after a redirect")
                .isEqualTo(CopyFailureKind.REFUSED);
    }

    @Test
    void a_host_that_the_operator_names_may_be_on_a_private_address() {
        String link = files.url("/a", FileServer.film(Films.film(10)));
        TestVendors.move(upstream, () -> URI.create("https://8.8.8.8"));
        copy = copy(Map.of("zoetrope.vault.private-hosts", "files.internal,127.0.0.1"), CopyLimits.CONTINUOUS);

        assertThat(copied(link).file().size()).isEqualTo(10);
    }

    private static void discard(FileCopy.CopiedFile copied) {
        copied.draft().discard().await().atMost(Duration.ofSeconds(10));
    }

    @Test
    void an_upstream_that_cannot_be_found_allows_nothing_private() throws Exception {
        TestVendors.move(upstream, () -> {
            throw new IllegalStateException("not listening yet");
        });
        assertThat(failureKind(files.url("/a", FileServer.film(Films.film(10))))).isEqualTo(CopyFailureKind.REFUSED);
    }

    @Test
    void a_store_that_takes_nothing_is_not_the_vendors_fault() throws Exception {
        String link = files.url("/a", FileServer.film(Films.film(10)));
        VaultConfig config = Settings.with(Map.of());
        Path gone = directory.resolve("gone");
        FileStore store = new DiskStore(vertx, gone, DiskSpaces.ample(vertx, gone), new Random(1));
        Files.delete(gone);
        copy = new FileCopy(new GuardedClient(vertx), upstream, store, config, CopyLimits.CONTINUOUS);

        assertThat(failureKind(link)).isEqualTo(CopyFailureKind.UNSTORED);
    }
}
