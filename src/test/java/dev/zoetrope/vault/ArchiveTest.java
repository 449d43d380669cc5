package dev.zoetrope.vault;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.createTask;
import static dev.zoetrope.vault.Films.PATIENCE;
import static dev.zoetrope.vault.Films.awaitStored;
import static dev.zoetrope.vault.Films.completed;
import static dev.zoetrope.vault.Films.film;
import static dev.zoetrope.vault.Films.sha256;
import static dev.zoetrope.vault.Films.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.startsWith;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.FileServer;
import dev.zoetrope.fake.LogLines;
import dev.zoetrope.fake.Replies;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.DisabledOnIntegrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;

/** Result files are copied despite failures of the vendor's file server, and are then shown with a signed URL. */
@QuarkusTest
@WithTestResource(ArchiveScenario.class)
class ArchiveTest {
    private static final FileServer FILES = new FileServer();
    private static final byte[] FILM = film(300_000);

    FakeVendor vendor;

    @AfterAll
    static void close() {
        FILES.close();
    }

    private static Handler<HttpServerRequest> failingFirst(Handler<HttpServerRequest> bad, int times) {
        AtomicInteger asked = new AtomicInteger();
        return request -> (asked.getAndIncrement() < times ? bad : FileServer.film(FILM)).handle(request);
    }

    private static void assertServesFilm(JsonPath task) {
        byte[] served = RestAssured.get(task.getString("results[0].url")).then().statusCode(200).extract().asByteArray();
        assertThat(sha256(served)).isEqualTo(sha256(FILM)).isEqualTo(task.getString("results[0].sha256"));
    }

    @Test
    void a_finished_film_is_copied_once_and_served_from_here() {
        String link = FILES.url("/good.mp4", FileServer.film(FILM));
        String id = completed(vendor, "good", link);

        JsonPath task = awaitStored(id);

        assertThat(task.getString("results[0].url")).startsWith("http://localhost:").contains("/v1/tasks/" + id + "/content?")
                .doesNotContain("index=");
        assertThat(task.getString("results[0].content_type")).isEqualTo("video/mp4");
        assertThat(task.getLong("results[0].size")).isEqualTo(FILM.length);
        assertThat(task.getLong("results[0].expires_at")).isGreaterThan(task.getLong("created") + 86_400);
        assertServesFilm(task);
        assertThat(FILES.asked("/good.mp4")).isEqualTo(1);
        assertThat(task(id).getString("results[0].url")).as("the URL stays the same for a while")
                .isEqualTo(task.getString("results[0].url"));
    }

    @Test
    void an_answer_with_thousands_of_results_does_not_end_the_copying_of_others() {
        String link = FILES.url("/crowd.mp4", FileServer.film(FILM));
        JsonArray links = new JsonArray();
        for (int i = 0; i < 3_000; i++) {
            links.add(link);
        }
        String crowd = completed(vendor, "crowd", Replies.told("completed", 100, Map.of("results", links)));

        assertServesFilm(awaitStored(completed(vendor, "after the crowd", FILES.url("/after.mp4", FileServer.film(FILM)))));

        assertThat(task(crowd).getList("results")).hasSize(16);
    }

    @Test
    void who_waits_or_listens_is_told_the_link_of_the_copy() {
        String link = FILES.url("/told.mp4", FileServer.film(FILM));
        String id = createTask("told");
        vendor.onQuery(vendor.creates("told").get(0).vendorId(), Replies.completed(link));

        String waited = alice().header("Prefer", "wait=60").get(TASKS + id).then().statusCode(200)
                .header("Preference-Applied", "wait=55").extract().path("results[0].url");
        String listened = alice().get(TASKS + id + "/events").then().statusCode(200).extract().asString();

        assertThat(waited).contains("/v1/tasks/" + id + "/content?");
        assertThat(listened).as("the event stream ends with the final state").contains(waited).endsWith("\n\n");
    }

    @Test
    void a_link_that_needs_a_moment_is_waited_for() {
        String id = completed(vendor, "late link", FILES.url("/late.mp4", failingFirst(FileServer.status(403), 3)));

        assertServesFilm(awaitStored(id));

        assertThat(FILES.asked("/late.mp4")).isEqualTo(4);
    }

    @Test
    void a_page_instead_of_the_film_is_not_kept_and_the_film_is_fetched_later() {
        FILES.url("/login", FileServer.film("<html>log in</html>".getBytes(StandardCharsets.UTF_8), "text/html"));
        Map<String, Handler<HttpServerRequest>> pages = Map.of("/json",
                FileServer.film("{\"error\":\"not ready\"}".getBytes(StandardCharsets.UTF_8)), "/html",
                FileServer.film("<!doctype html>".getBytes(StandardCharsets.UTF_8)), "/to-login",
                FileServer.redirect("/login"));
        pages.forEach((path, page) -> {
            String link = FILES.url(path, failingFirst(page, 2));
            String id = completed(vendor, "page " + path, link);

            assertServesFilm(awaitStored(id));

            assertThat(FILES.asked(path)).as(path).isEqualTo(3);
        });
    }

    @Test
    void while_only_a_page_is_there_the_vendors_link_is_told() {
        String link = FILES.url("/only-page", FileServer.film("{\"error\":\"not ready\"}".getBytes(StandardCharsets.UTF_8)));
        String id = completed(vendor, "only a page", link);

        await().atMost(PATIENCE).until(() -> FILES.asked("/only-page") > 1);

        assertThat(task(id).getString("results[0].url")).isEqualTo(link);
        assertThat(task(id).getMap("results[0]")).doesNotContainKeys("size", "sha256");
    }

    @Test
    @DisabledOnIntegrationTest("the log is another process's")
    void bytes_of_no_known_type_are_kept_as_an_attachment_with_one_warning() {
        try (LogLines log = LogLines.all()) {
            byte[] unknown = { 1, 2, 3, 4, 5 };
            String id = completed(vendor, "unknown bytes", FILES.url("/unknown", FileServer.film(unknown)));

            JsonPath task = awaitStored(id);

            assertThat(task.getString("results[0].content_type")).isEqualTo("application/octet-stream");
            RestAssured.get(task.getString("results[0].url")).then().statusCode(200)
                    .header("Content-Type", "application/octet-stream")
                    .header("Content-Disposition", startsWith("attachment;"));
            assertThat(log.with(id, "of an unknown type", "WARN")).hasSize(1);
        }
    }

    @Test
    @DisabledOnIntegrationTest("a URL counts as dead after ten minutes there")
    void a_link_that_is_dead_is_told_as_it_is_and_asked_for_no_more() {
        Map<Integer, String> dead = new HashMap<>();
        for (int status : new int[] { 403, 404, 410 }) {
            dead.put(status, completed(vendor, "dead " + status, FILES.url("/dead-" + status, FileServer.status(status))));
        }
        for (int status : new int[] { 403, 404, 410 }) {
            String path = "/dead-" + status;

            await().atMost(PATIENCE).during(Duration.ofMillis(800)).until(new Steady(() -> FILES.asked(path))::isSteady);

            assertThat(FILES.asked(path)).as("requests before the URL counts as dead").isGreaterThan(3);
            JsonPath task = task(dead.get(status));
            assertThat(task.getString("results[0].url")).endsWith(path);
            assertThat(task.getMap("results[0]")).doesNotContainKeys("size", "sha256", "expires_at");
        }
    }

    @Test
    void a_server_in_trouble_is_asked_again() {
        for (Map.Entry<String, Handler<HttpServerRequest>> bad : Map.of("/short", FileServer.tooShort(), "/stalled",
                FileServer.stalled(film(1000), FILM.length), "/500", FileServer.status(500), "/reset",
                (Handler<HttpServerRequest>) request -> request.connection().close(), "/empty",
                FileServer.film(new byte[0]), "/partial", FileServer.status(206)).entrySet()) {
            String id = completed(vendor, "trouble " + bad.getKey(), FILES.url(bad.getKey(), failingFirst(bad.getValue(), 1)));

            assertServesFilm(awaitStored(id));

            assertThat(FILES.asked(bad.getKey())).as(bad.getKey()).isEqualTo(2);
        }
    }

    @Test
    void a_redirect_is_followed() {
        FILES.url("/real.mp4", FileServer.film(FILM));
        String id = completed(vendor, "redirected", FILES.url("/redirect", FileServer.redirect("/real.mp4")));

        assertServesFilm(awaitStored(id));
    }

    /** Waits until another file is copied at the sixth try. A file that is due for a retry is asked for again by then. */
    private void awaitRetries(String path) {
        awaitStored(completed(vendor, "retried " + path, FILES.url(path, failingFirst(FileServer.status(500), 5))));
    }

    @Test
    void what_is_too_long_stays_the_vendors_and_is_not_tried_again() {
        for (Map.Entry<String, Handler<HttpServerRequest>> big : Map.of("/announced", FileServer.film(new byte[1_100_000]),
                "/unannounced", FileServer.unannounced(1_100_000)).entrySet()) {
            String link = FILES.url(big.getKey(), big.getValue());
            String id = completed(vendor, "big " + big.getKey(), link);

            await().atMost(PATIENCE).until(() -> FILES.asked(big.getKey()) == 1);
            awaitRetries(big.getKey() + "-and-after");

            assertThat(FILES.asked(big.getKey())).isEqualTo(1);
            assertThat(task(id).getString("results[0].url")).isEqualTo(link);
        }
    }

    @Test
    void each_of_several_files_has_its_own_link_and_one_that_is_dead_does_not_hold_up_the_other() {
        String dead = FILES.url("/two-a", FileServer.status(404));
        String good = FILES.url("/two-b", FileServer.film(FILM));
        String id = completed(vendor, "two",
                Replies.told("completed", 100, Map.of("results", new JsonArray(List.of(dead, good)))));

        await().atMost(PATIENCE).until(() -> task(id).getString("results[1].sha256") != null);

        JsonPath task = task(id);
        assertThat(task.getString("results[0].url")).isEqualTo(dead);
        assertThat(task.getString("results[1].url")).contains("/content?index=1&expires=");
        assertThat(sha256(RestAssured.get(task.getString("results[1].url")).then().statusCode(200).extract().asByteArray()))
                .isEqualTo(sha256(FILM));
    }

    @Test
    void a_page_that_calls_itself_a_result_is_not_served_as_one() {
        String page = FILES.url("/page",
                FileServer.film("\1<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8), "text/html"));
        String id = completed(vendor, "page", Replies.told("completed", 100, Map.of("results", new JsonArray(List.of(page)))));

        JsonPath task = awaitStored(id);

        RestAssured.get(task.getString("results[0].url")).then().statusCode(200).contentType("application/octet-stream")
                .header("X-Content-Type-Options", "nosniff");
    }

    /** Whether a count has stopped changing. */
    private static final class Steady {
        private final java.util.function.IntSupplier count;
        private int last = -1;

        Steady(java.util.function.IntSupplier count) {
            this.count = count;
        }

        boolean isSteady() {
            int before = last;
            last = count.getAsInt();
            return before == last && last > 3;
        }
    }
}
