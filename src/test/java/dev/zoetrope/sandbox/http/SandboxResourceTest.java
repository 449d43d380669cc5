package dev.zoetrope.sandbox.http;

import static dev.zoetrope.sandbox.SandboxSupport.accepted;
import static dev.zoetrope.sandbox.SandboxSupport.create;
import static dev.zoetrope.sandbox.SandboxSupport.ended;
import static dev.zoetrope.sandbox.SandboxSupport.query;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.sandbox.Film;
import dev.zoetrope.sandbox.SandboxSupport;
import dev.zoetrope.sandbox.SandboxSwitch;
import dev.zoetrope.sandbox.render.Programs;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** The sandbox over HTTP with real renders, and each directive of a prompt. */
@QuarkusTest
@TestProfile(SandboxSupport.Profile.class)
class SandboxResourceTest {
    @Inject
    SandboxSwitch sandboxSwitch;
    private String key;
    private String image;

    @BeforeEach
    void turnOn() {
        sandboxSwitch.enable();
        key = sandboxSwitch.key();
        image = "\"image_urls\":[\"" + SandboxSupport.SAMPLE.formatted(RestAssured.port) + "\"]";
    }

    private String prompted(String words) {
        return image + ",\"prompt\":\"" + words + "\"";
    }

    @Test
    void a_create_ends_in_a_film_that_can_be_fetched_in_parts() throws Exception {
        // Given, When
        Response answer = create(key, image + ",\"seed\":5");
        JsonPath task = ended(key, answer.jsonPath().getString("id"));

        // Then the first answer is a task without progress, with an estimate
        assertThat(answer.jsonPath().getString("object")).isEqualTo("video.generation.task");
        assertThat(answer.jsonPath().getInt("progress")).isZero();
        assertThat(answer.jsonPath().getInt("task_info.estimated_time")).isBetween(1, 60);
        assertThat(task.getString("status")).isEqualTo("completed");
        assertThat(task.getInt("progress")).isEqualTo(100);
        // and the video is served completely, as a range and to HEAD
        String url = task.getString("results[0].url");
        byte[] film = given().get(url).then().statusCode(200).contentType("video/mp4").extract().asByteArray();
        Path file = Files.write(Path.of("target", "sandbox-test", "film.mp4"), film);
        assertThat(Film.of(Programs.ffmpeg(), file).frames()).isEqualTo(48);
        Response part = given().header("Range", "bytes=4-7").get(url);
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.asString()).isEqualTo("ftyp");
        Response head = given().head(url);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(film.length));
        assertThat(given().header("Range", "bytes=999999999-").get(url).statusCode()).isEqualTo(416);
    }

    @Test
    void the_progress_follows_the_render_and_never_goes_back() {
        String id = accepted(key, image + ",\"seed\":1,\"audio_url\":\"http://localhost:"
                + RestAssured.port + "/sandbox/samples/tone.wav\"");
        List<Integer> seen = new ArrayList<>();
        Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50)).until(() -> {
            JsonPath task = query(key, id);
            seen.add(task.getInt("progress"));
            return task.getString("status").equals("completed");
        });
        assertThat(seen).isSorted().last().isEqualTo(100);
    }

    @Test
    void it_fails_with_the_code_it_was_told() {
        JsonPath task = ended(key, accepted(key, prompted("a boat [sandbox:fail=content_policy_violation]")));
        assertThat(task.getString("status")).isEqualTo("failed");
        assertThat(task.getString("error.code")).isEqualTo("content_policy_violation");
        assertThat(task.getString("error.type")).isEqualTo("task_error");
    }

    @Test
    void it_answers_the_status_it_was_told() {
        Response answer = create(key, prompted("[sandbox:status=503]"));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.jsonPath().getString("error.type")).isEqualTo("service_unavailable_error");
        assertThat(create(key, prompted("[sandbox:status=402]")).jsonPath().getString("error.type"))
                .isEqualTo("insufficient_quota");
    }

    @Test
    void it_shows_a_word_nobody_knows_while_it_is_late() {
        String id = accepted(key, prompted("[sandbox:delay=700ms] [sandbox:word=odd]"));
        assertThat(query(key, id).getString("status")).isEqualTo("odd");
        assertThat(query(key, id).getInt("task_info.estimated_time")).isPositive();
        assertThat(ended(key, id).getString("status")).isEqualTo("completed");
    }

    @Test
    void it_is_completed_without_results_for_a_while() {
        String id = accepted(key, prompted("[sandbox:results-late=2s]"));
        JsonPath task = ended(key, id);
        assertThat(task.getString("status")).isEqualTo("completed");
        assertThat(task.getList("results")).isEmpty();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> query(key, id).getList("results").size() == 1);
    }

    @Test
    void it_keeps_the_task_and_resets_the_connection() throws Exception {
        long before = files();
        assertThatThrownBy(() -> create(key, prompted("[sandbox:reset-after-accept][sandbox:fail=x]")))
                .isInstanceOf(Exception.class);
        assertThat(files()).isEqualTo(before + 1);
    }

    private static long files() throws Exception {
        try (var files = Files.list(Path.of("target", "sandbox-test", "sandbox", "tasks"))) {
            return files.filter(file -> file.toString().endsWith(".json")).count();
        }
    }

    @Test
    void a_word_it_does_not_know_is_refused() {
        Response answer = create(key, prompted("[sandbox:explode]"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("error.param")).isEqualTo("prompt");
    }

    @Test
    void more_than_may_wait_is_refused_with_the_time_to_come_back() {
        List<String> ids = new ArrayList<>();
        Response answer = null;
        for (int i = 0; i < 4; i++) {
            answer = create(key, prompted("[sandbox:delay=2s][sandbox:fail=x]"));
            if (answer.statusCode() == 200) {
                ids.add(answer.jsonPath().getString("id"));
            }
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("10");
        assertThat(answer.jsonPath().getString("error.type")).isEqualTo("rate_limit_error");
        ids.forEach(id -> ended(key, id));
    }

    @Test
    void only_its_own_key_opens() {
        Response answer = create("another", image);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.jsonPath().getString("error.type")).isEqualTo("authentication_error");
        assertThat(given().get("/sandbox/v1/tasks/task-unified-1-abcdefgh").statusCode()).isEqualTo(401);
    }

    @Test
    void what_is_not_there_is404_in_the_envelope() {
        assertThat(given().header("Authorization", "Bearer " + key).get("/sandbox/v1/tasks/none").statusCode())
                .isEqualTo(404);
        for (String path : List.of("/sandbox/samples/none.jpg", "/sandbox/files/task-unified-1-abcdefgh.mp4",
                "/sandbox/files/none.json", "/sandbox/files/")) {
            Response answer = given().urlEncodingEnabled(false).get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.jsonPath().getString("error.type")).as(path).isEqualTo("not_found");
        }
        for (String path : List.of("/sandbox/files/..%2ftasks%2fa.json", "/sandbox/files/%2e%2e/tasks/a.json")) {
            assertThat(given().urlEncodingEnabled(false).get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void a_sample_is_served() {
        Response sample = given().get("/sandbox/samples/lighthouse-first.jpg");
        assertThat(sample.statusCode()).isEqualTo(200);
        assertThat(sample.contentType()).isEqualTo("image/jpeg");
        assertThat(given().head("/sandbox/samples/tone.wav").statusCode()).isEqualTo(200);
    }

    @Test
    void it_is_not_part_of_the_description() {
        assertThat(given().get("/q/openapi").asString()).doesNotContain("/sandbox");
    }
}
