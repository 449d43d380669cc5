package dev.zoetrope.dialect.openai;

import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.dialect.openai.VideoCalls.VIDEOS;
import static dev.zoetrope.dialect.openai.VideoCalls.awaitStored;
import static dev.zoetrope.dialect.openai.VideoCalls.becomes;
import static dev.zoetrope.dialect.openai.VideoCalls.created;
import static dev.zoetrope.dialect.openai.VideoCalls.form;
import static dev.zoetrope.dialect.openai.VideoCalls.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.FileServer;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.vault.Films;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

/** A deletion hides the video in this API and removes its file. In the gateway's own API the task lives on. */
@QuarkusTest
@WithTestResource(OpenAiScenario.class)
class VideoDeletionTest {
    private static final FileServer FILES = new FileServer();

    FakeVendor vendor;

    @AfterAll
    static void close() {
        FILES.close();
    }

    private static ValidatableResponse delete(String id) {
        return alice().delete(VIDEOS + "/" + id).then();
    }

    private static void assertDeleted(String id) {
        delete(id).statusCode(200).body("id", equalTo(id)).body("object", equalTo("video.deleted"))
                .body("deleted", equalTo(true));
    }

    private static void assertGone(String id) {
        for (String path : List.of("", "/content", "/content?variant=thumbnail")) {
            alice().get(VIDEOS + "/" + id + path).then().statusCode(404).body("error.code", equalTo("not_found"));
        }
        assertThat(alice().get(VIDEOS + "?limit=100").jsonPath().getList("data.id")).doesNotContain(id);
    }

    @Test
    void a_completed_video_is_gone_with_its_file_and_the_task_lives_on() {
        String link = FILES.url("/deleted.mp4", FileServer.film(Films.film(50_000)));
        String id = created("to be deleted");
        String url = becomes(vendor, "to be deleted", id, Replies.completed(link), "completed").getString("url");
        awaitStored(id);
        RestAssured.get(url).then().statusCode(200);
        int fetched = FILES.asked("/deleted.mp4");

        assertDeleted(id);

        assertGone(id);
        RestAssured.get(url).then().statusCode(404);
        alice().get("/v1/tasks/" + id).then().statusCode(200).body("status", equalTo("completed"))
                .body("results[0].url", equalTo(link)).body("results[0].sha256", equalTo(null));
        assertThat(alice().get("/v1/tasks?limit=100").jsonPath().getList("data.id")).contains(id);
        assertDeleted(id);
        assertThat(FILES.asked("/deleted.mp4")).as("nothing is fetched again").isEqualTo(fetched);
        assertThat(vendor.creates("to be deleted")).hasSize(1);
    }

    @Test
    void a_retry_of_a_create_whose_video_was_deleted_makes_no_second_video() {
        vendor.onCreate("deleted and retried", Replies.reset());
        String id = created("deleted and retried");
        assertDeleted(id);

        String again = JsonPath.from(post(form("deleted and retried", "other"), "x-stainless-retry-count", "1").body())
                .getString("id");

        assertThat(again).isEqualTo(id);
        assertThat(vendor.creates("deleted and retried")).hasSize(1);
    }

    @Test
    void a_video_that_was_not_sent_is_cancelled_and_then_gone() {
        vendor.onCreate("not sent yet", Replies.raw(429, "", "Retry-After", "3600"));
        String id = created("not sent yet");

        assertDeleted(id);

        assertGone(id);
        alice().get("/v1/tasks/" + id).then().statusCode(200).body("status", equalTo("cancelled"));
    }

    @Test
    void a_video_that_is_being_made_cannot_be_deleted() {
        String id = created("being made");

        delete(id).statusCode(409).body("error.code", equalTo("not_cancellable"))
                .body("error.type", equalTo("invalid_request_error")).header("x-should-retry", "false");

        alice().get(VIDEOS + "/" + id).then().statusCode(200);
    }

    @Test
    void an_unknown_video_is_404() {
        delete("task-unified-1757165031-uyujaw3d").statusCode(404);
        delete("nonsense").statusCode(404);
    }
}
