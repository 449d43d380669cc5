package dev.zoetrope.dialect.openai;

import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.as;
import static dev.zoetrope.dialect.openai.VideoCalls.VIDEOS;
import static dev.zoetrope.dialect.openai.VideoCalls.awaitStored;
import static dev.zoetrope.dialect.openai.VideoCalls.becomes;
import static dev.zoetrope.dialect.openai.VideoCalls.created;
import static dev.zoetrope.vault.Films.film;
import static dev.zoetrope.vault.Films.part;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.FileServer;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import dev.zoetrope.sandbox.Samples;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.buffer.Buffer;

/** The bytes of a video, with the key of the caller. */
@QuarkusTest
@WithTestResource(OpenAiScenario.class)
class VideoContentTest {
    private static final FileServer FILES = new FileServer();
    private static final byte[] FILM = film(300_000);

    FakeVendor vendor;

    @AfterAll
    static void close() {
        FILES.close();
    }

    private String stored(String prompt) {
        return stored(prompt, FILM);
    }

    private String stored(String prompt, byte[] film) {
        String id = created(prompt);
        String link = FILES.url("/" + prompt.replace(' ', '-'), FileServer.film(film));
        becomes(vendor, prompt, id, Replies.completed(link), "completed");
        awaitStored(id);
        return id;
    }

    private static Response content(String id) {
        return alice().accept("application/binary").get(VIDEOS + "/" + id + "/content");
    }

    @Test
    void a_stored_video_is_sent_whole_or_in_parts() {
        String id = stored("served");

        Response whole = content(id);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.contentType()).isEqualTo("video/mp4");
        assertThat(whole.asByteArray()).isEqualTo(FILM);
        assertThat(alice().get("/openai/v1/videos/" + id + "/content?variant=video").asByteArray()).isEqualTo(FILM);

        Response some = alice().header("Range", "bytes=100-199").get(VIDEOS + "/" + id + "/content");
        assertThat(some.statusCode()).isEqualTo(206);
        assertThat(some.header("Content-Range")).isEqualTo("bytes 100-199/300000");
        assertThat(some.asByteArray()).isEqualTo(part(FILM, 100, 200));

        alice().header("If-None-Match", whole.header("ETag")).get(VIDEOS + "/" + id + "/content").then().statusCode(304);
        alice().head(VIDEOS + "/" + id + "/content").then().statusCode(200).header("Content-Length", "300000");
        assertThat(FILES.asked("/served")).isEqualTo(1);
    }

    @Test
    void a_range_that_the_video_does_not_have_is_416() {
        alice().header("Range", "bytes=300000-").get(VIDEOS + "/" + stored("no range") + "/content").then().statusCode(416)
                .header("Content-Range", "bytes */300000").header("x-should-retry", "false")
                .body("error.code", equalTo("bad_range"));
    }

    @Test
    void the_url_of_a_video_needs_no_key_and_tolerates_one() {
        String url = VideoCalls.video(stored("with a url")).getString("url");

        for (String authorization : List.of("Bearer " + WithFakeVendor.ALICE, "Bearer wrong", "Basic YTpi")) {
            assertThat(given().header("Authorization", authorization).get(url).asByteArray()).isEqualTo(FILM);
        }
        assertThat(given().get(url).asByteArray()).isEqualTo(FILM);
    }

    /** The vendor serves parts only, so that the vault, which wants the whole file, never has it. */
    @Test
    void a_video_that_is_not_stored_comes_from_the_vendor() {
        String id = created("in parts only");
        becomes(vendor, "in parts only", id, Replies.completed(FILES.url("/parts.mp4", request -> {
            if (request.getHeader("Range") == null) {
                request.response().setStatusCode(503).end();
            } else {
                request.response().setStatusCode(206).putHeader("Content-Range", "bytes 0-99/300000")
                        .putHeader("Content-Type", "video/mp4").end(Buffer.buffer(part(FILM, 0, 100)));
            }
        })), "completed");

        for (String url : List.of(VIDEOS + "/" + id + "/content", VideoCalls.video(id).getString("url"))) {
            Response some = alice().header("Range", "bytes=0-99").get(url);
            assertThat(some.statusCode()).isEqualTo(206);
            assertThat(some.asByteArray()).isEqualTo(part(FILM, 0, 100));
        }
        content(id).then().statusCode(503).body("error.code", equalTo("upstream_unavailable"));
    }

    @Test
    void before_the_end_there_is_no_content() {
        String id = created("not ready");

        content(id).then().statusCode(404).body("error.code", equalTo("not_found"))
                .body("error.message", equalTo("The video is not ready.")).header("x-should-retry", "false");
    }

    @Test
    void a_failed_video_has_no_content() {
        vendor.onCreate("never made", Replies.reset());

        content(created("never made")).then().statusCode(404).body("error.message", equalTo("The video was not made."));
    }

    @Test
    void a_thumbnail_is_the_first_frame() throws Exception {
        String id = stored("thumbnail", new Samples().read("clip.mp4"));
        String thumbnail = VIDEOS + "/" + id + "/content?variant=thumbnail";

        Response answer = alice().get(thumbnail);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("image/jpeg");
        assertThat(answer.header("Content-Disposition")).isEqualTo("inline; filename=\"" + id + ".jpg\"");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(answer.asByteArray()));
        assertThat(Math.max(picture.getWidth(), picture.getHeight())).isEqualTo(640);

        String etag = answer.header("ETag");
        alice().header("If-None-Match", etag).get(thumbnail).then().statusCode(304).header("ETag", etag);
        alice().head(thumbnail).then().statusCode(200);
        as(WithFakeVendor.BOB).get(thumbnail).then().statusCode(404);
    }

    @Test
    void a_video_that_cannot_be_decoded_has_no_thumbnail() {
        String id = stored("no thumbnail");

        alice().get(VIDEOS + "/" + id + "/content?variant=thumbnail").then().statusCode(404)
                .body("error.message", equalTo("There is no thumbnail of this video.")).header("x-should-retry", "false")
                .header("ETag", nullValue());
    }

    @Test
    void other_variants_are_not_made() {
        String id = stored("variants");

        alice().get(VIDEOS + "/" + id + "/content?variant=spritesheet").then().statusCode(404)
                .body("error.message", equalTo("The gateway makes no spritesheet."));
        alice().get(VIDEOS + "/" + id + "/content?variant=gif").then().statusCode(400).body("error.param", equalTo("variant"));
    }
}
