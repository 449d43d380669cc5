package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.GENERATIONS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;

/** Callers upload pictures, clips and sounds, and a create names them instead of URLs. */
@QuarkusTest
@WithTestResource(FilesTest.WithPublicUrl.class)
public class FilesTest {
    static final String FILES = "/v1/files";
    FakeVendor vendor;

    /** The vendor fetches files by the gateway's public URL. */
    public static class WithPublicUrl extends WithFakeVendor {
        @Override
        public Map<String, String> tightened() {
            return new HashMap<>(Map.of("zoetrope.public-url", "https://video.example/gateway", "zoetrope.files.quota", "3M",
                    "zoetrope.submit.first-back-off", "20ms", "zoetrope.submit.longest-back-off", "60ms"));
        }
    }

    static byte[] sample(String name) {
        try (InputStream file = FilesTest.class.getResourceAsStream("/sandbox-samples/" + name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The picture with these bytes behind its end: another file with the same facts. */
    private static byte[] picture(String tail) {
        byte[] picture = sample("zoetrope.jpg");
        byte[] longer = Arrays.copyOf(picture, picture.length + tail.length());
        System.arraycopy(tail.getBytes(StandardCharsets.UTF_8), 0, longer, picture.length, tail.length());
        return longer;
    }

    private static Response upload(String key, byte[] bytes) {
        return as(key).multiPart("purpose", "vision").multiPart("file", "../../../etc/passwd", bytes).post(FILES);
    }

    private static String uploaded(byte[] bytes) {
        return upload(WithFakeVendor.ALICE, bytes).then().statusCode(201).extract().path("id");
    }

    private static Response create(String prompt, String file) {
        return alice().contentType(ContentType.JSON).body("{\"model\":\"wan-2.7-image-to-video\",\"image_urls\":[\"" + file
                + "\"],\"prompt\":\"" + prompt + "\"}").post(GENERATIONS);
    }

    private String urlThatTheVendorSaw(String prompt) {
        assertThat(vendor.creates(prompt)).hasSize(1);
        return vendor.creates(prompt).get(0).body().getJsonArray("image_urls").getString(0);
    }

    /** Without the host of the public URL, which is none of this machine. */
    private static String local(String url) {
        return URI.create(url).getRawPath().replaceFirst("^/gateway", "") + "?" + URI.create(url).getRawQuery();
    }

    @Test
    void an_upload_is_described_and_its_signed_url_gives_the_bytes() {
        byte[] picture = picture("described");

        ValidatableResponse answer = upload(WithFakeVendor.ALICE, picture).then().statusCode(201)
                .body("id", matchesPattern("file-[0-9a-z]{24}")).body("object", equalTo("file"))
                .body("bytes", equalTo(picture.length)).body("content_type", equalTo("image/jpeg"))
                .body("width", equalTo(1280)).body("height", equalTo(720));
        String url = answer.extract().path("url");
        assertThat(url).startsWith("https://video.example/gateway/v1/files/");

        byte[] read = given().urlEncodingEnabled(false).get(local(url)).then().statusCode(200)
                .contentType("image/jpeg").header("Content-Disposition", containsString("attachment"))
                .header("X-Content-Type-Options", "nosniff").extract().asByteArray();
        assertThat(read).isEqualTo(picture);
        given().urlEncodingEnabled(false).head(local(url)).then().statusCode(200)
                .header("Content-Length", Integer.toString(picture.length));
        given().urlEncodingEnabled(false).get(local(url) + "x").then().statusCode(403);
    }

    @Test
    void the_same_bytes_are_the_same_file_as_a_form_and_as_a_body() {
        byte[] picture = picture("same");
        String id = uploaded(picture);

        alice().contentType("application/octet-stream").body(picture).post(FILES).then().statusCode(200)
                .body("id", equalTo(id));
        upload(WithFakeVendor.BOB, picture).then().statusCode(201).body("id", not(equalTo(id)));
    }

    @Test
    void files_are_listed_and_deleted_by_their_caller_only() {
        String older = uploaded(picture("older"));
        String id = uploaded(picture("listed"));

        alice().get(FILES).then().statusCode(200).body("data.id", hasItem(id)).body("object", equalTo("list"));
        alice().get(FILES + "?limit=1").then().body("data.size()", equalTo(1)).body("has_more", equalTo(true));
        alice().get(FILES + "?after=" + id).then().statusCode(200).body("data.id", hasItem(older))
                .body("data.id", not(hasItem(id)));
        alice().get(FILES + "?limit=0&after=x").then().statusCode(422).body("error.details.param",
                hasItem("limit")).body("error.details.param", hasItem("after"));
        as(WithFakeVendor.BOB).get(FILES + "/" + id).then().statusCode(404);
        as(WithFakeVendor.BOB).delete(FILES + "/" + id).then().statusCode(404);
        given().get(FILES).then().statusCode(401);

        alice().delete(FILES + "/" + id).then().statusCode(200).body("deleted", equalTo(true));
        alice().get(FILES + "/" + id).then().statusCode(404).body("error.type", equalTo("not_found"));
    }

    @Test
    void what_is_no_file_is_refused() throws Exception {
        alice().multiPart("file", "cat.jpg", "<html><script>1</script></html>".getBytes(StandardCharsets.UTF_8), "image/jpeg")
                .post(FILES).then()
                .statusCode(415).body("error.code", equalTo("unsupported_file"));
        alice().multiPart("other", "x").post(FILES).then().statusCode(400).body("error.code", equalTo("no_file"));
        alice().post(FILES).then().statusCode(400).body("error.code", equalTo("no_file"));
        String cutOff = "--xx\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\ncut off";
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            client.send("POST /v1/files HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + WithFakeVendor.ALICE
                    + "\r\nContent-Type: multipart/form-data; boundary=xx\r\nContent-Length: " + cutOff.length() + "\r\n\r\n"
                    + cutOff);

            assertThat(client.nextHead()).startsWith("HTTP/1.1 400");
        }
        alice().contentType("image/bmp").body(new byte[] { 'B', 'M', 1, 2 }).post(FILES).then().statusCode(415);
    }

    @Test
    void a_file_that_is_too_large_or_exceeds_the_quota_is_refused() {
        byte[] clip = Arrays.copyOf(sample("tone.wav"), 16 << 20);
        byte[] large = Arrays.copyOf(sample("zoetrope.jpg"), 4 << 20);

        alice().contentType("audio/wav").body(clip).post(FILES).then().statusCode(413)
                .body("error.code", equalTo("file_too_large"));
        alice().contentType("image/jpeg").body(large).post(FILES).then().statusCode(413)
                .body("error.code", equalTo("files_quota"));
    }

    @Test
    void an_upload_that_is_announced_too_large_is_refused_before_a_byte() throws Exception {
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            client.send("POST /v1/files HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + WithFakeVendor.ALICE
                    + "\r\nContent-Type: image/png\r\nContent-Length: 999999999\r\n\r\n");

            assertThat(client.nextHead()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void the_vendor_gets_a_signed_url_of_the_file() {
        byte[] picture = picture("for the vendor");
        String id = uploaded(picture);

        create("with a file", id).then().statusCode(200);

        String url = urlThatTheVendorSaw("with a file");
        assertThat(url).startsWith("https://video.example/gateway/v1/files/" + id + "/content?");
        assertThat(given().urlEncodingEnabled(false).get(local(url)).asByteArray()).isEqualTo(picture);
    }

    @Test
    void a_prompt_that_looks_like_a_file_stays_a_prompt() {
        String id = uploaded(picture("a prompt"));

        create(id, id).then().statusCode(200);
        create("file:no hash", "https://example.com/a.jpg").then().statusCode(200);

        assertThat(urlThatTheVendorSaw(id)).contains(id);
        assertThat(vendor.creates("file:no hash")).hasSize(1);
    }

    @Test
    void a_file_that_a_task_needs_is_not_deleted() {
        String id = uploaded(picture("needed"));
        create("needs its file", id).then().statusCode(200);

        alice().delete(FILES + "/" + id).then().statusCode(409).body("error.code", equalTo("file_in_use"));
    }

    @Test
    void a_retry_is_recognised_by_the_bytes_although_the_file_has_a_new_id() {
        byte[] picture = picture("again");
        String first = uploaded(picture);
        String task = alice().header("Idempotency-Key", "k-files").contentType(ContentType.JSON)
                .body("{\"model\":\"wan-2.7-image-to-video\",\"image_urls\":[\"" + first + "\"],\"prompt\":\"again\"}")
                .post(GENERATIONS).then().statusCode(200).extract().path("id");
        vendor.onQuery(vendor.creates("again").get(0).vendorId(), Replies.raw(200, """
                {"status":"failed","error":{"code":"x","message":"y"}}"""));
        alice().get("/v1/tasks/" + task + "?sync_upstream=true").then().statusCode(200);
        alice().delete(FILES + "/" + first).then().statusCode(200);
        String second = uploaded(picture);
        assertThat(second).isNotEqualTo(first);

        alice().header("Idempotency-Key", "k-files").contentType(ContentType.JSON)
                .body("{\"model\":\"wan-2.7-image-to-video\",\"image_urls\":[\"" + second + "\"],\"prompt\":\"again\"}")
                .post(GENERATIONS).then().statusCode(200).body("id", equalTo(task)).header("Idempotency-Replayed", "true");

        assertThat(vendor.creates("again")).hasSize(1);
    }

    @Test
    void a_file_that_does_not_exist_or_does_not_fit_is_refused_before_money_is_spent() {
        String sound = alice().contentType("audio/wav").body(sample("tone.wav")).post(FILES).then().extract().path("id");

        create("no file", "file-" + "0".repeat(24)).then().statusCode(422).body("error.code", equalTo("file_not_found"))
                .body("error.param", equalTo("image_urls"));
        create("a sound", sound).then().statusCode(422).body("error.code", equalTo("file_unsuitable"))
                .body("error.message", containsString("image_urls[0] must be an image"));
        create("no id", "file-x").then().statusCode(422).body("error.code", equalTo("invalid_url"));
        create("a stored name", "file:" + "0".repeat(64)).then().statusCode(422).body("error.code", equalTo("invalid_url"));

        assertThat(vendor.creates("no file")).isEmpty();
        assertThat(vendor.creates("a sound")).isEmpty();
    }

    private static String dataUrl(byte[] bytes) {
        return "data:text/plain;base64," + Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void a_data_url_in_a_create_is_stored_as_a_file() {
        byte[] picture = picture("in the create");

        create("a data url", dataUrl(picture)).then().statusCode(200);

        String url = urlThatTheVendorSaw("a data url");
        assertThat(url).startsWith("https://video.example/gateway/v1/files/file-");
        assertThat(given().urlEncodingEnabled(false).get(local(url)).asByteArray()).isEqualTo(picture);
        upload(WithFakeVendor.ALICE, picture).then().statusCode(200);
    }

    @Test
    void a_data_url_can_be_much_longer_than_the_rest_of_a_create() {
        byte[] picture = Arrays.copyOf(picture("large"), 500_000);
        String escaped = dataUrl(picture).replace("/", "\\/");

        create("a large data url", escaped).then().statusCode(200);

        assertThat(given().urlEncodingEnabled(false).get(local(urlThatTheVendorSaw("a large data url"))).asByteArray())
                .isEqualTo(picture);
    }

    @Test
    void a_retry_with_a_data_url_is_recognised() {
        String url = dataUrl(Arrays.copyOf(picture("retried"), 300_000));
        String body = "{\"model\":\"wan-2.7-image-to-video\",\"image_urls\":[\"" + url + "\"],\"prompt\":\"retried data\"}";
        String task = alice().contentType(ContentType.JSON).body(body).post(GENERATIONS).then().statusCode(200).extract()
                .path("id");

        alice().contentType(ContentType.JSON).header("x-stainless-retry-count", "1").body(body).post(GENERATIONS).then()
                .statusCode(200).body("id", equalTo(task));

        assertThat(vendor.creates("retried data")).hasSize(1);
    }

    @Test
    void a_data_url_that_is_no_file_is_refused_by_the_name_of_its_member() {
        String text = "x".repeat(300_000);

        create("no picture", dataUrl("<html>".getBytes(StandardCharsets.UTF_8))).then().statusCode(422)
                .body("error.code", equalTo("unsupported_file")).body("error.param", equalTo("image_urls"));
        create("no large picture", dataUrl(text.getBytes(StandardCharsets.UTF_8))).then().statusCode(422)
                .body("error.code", equalTo("unsupported_file")).body("error.param", equalTo("image_urls"));
        create("no base64", "data:image/png,abc").then().statusCode(422).body("error.code", equalTo("invalid_url"));
        create("not the digits of base64", "data:image/png;base64," + "!".repeat(300_000)).then().statusCode(422)
                .body("error.code", equalTo("invalid_url"));
    }

    @Test
    void what_is_no_data_url_keeps_the_limit_of_a_create() {
        create("x".repeat(300_000), "https://example.com/a.jpg").then().statusCode(413)
                .body("error.code", equalTo("body_too_large"));
        create("data:image/png;base64," + "x".repeat(300_000), "https://example.com/a.jpg").then().statusCode(413);
    }

    /** A create in the videos API of OpenAI, as its client sends a local file: always a form. */
    private static Response openAi(String prompt, byte[] picture) {
        return alice().multiPart("model", "wan-2.7-image-to-video").multiPart("prompt", prompt).multiPart("seconds", "4")
                .multiPart("input_reference", "cat.jpg", picture).post("/v1/videos");
    }

    @Test
    void a_file_in_the_form_of_another_api_reaches_the_vendor() {
        byte[] small = picture("a part of a form");
        byte[] large = Arrays.copyOf(picture("a large part of a form"), 600_000);

        openAi("small part", small).then().statusCode(200).body("object", equalTo("video")).body("seconds", equalTo("4"));
        openAi("large part", large).then().statusCode(200);

        assertThat(given().urlEncodingEnabled(false).get(local(urlThatTheVendorSaw("small part"))).asByteArray())
                .isEqualTo(small);
        assertThat(given().urlEncodingEnabled(false).get(local(urlThatTheVendorSaw("large part"))).asByteArray())
                .isEqualTo(large);
    }

    @Test
    void a_data_url_in_the_form_of_another_api_is_stored() {
        byte[] large = Arrays.copyOf(picture("data in a form"), 400_000);

        alice().multiPart("model", "wan-2.7-image-to-video").multiPart("prompt", "data in a form")
                .multiPart("input_reference[image_url]", dataUrl(large)).post("/v1/videos").then().statusCode(200);

        assertThat(given().urlEncodingEnabled(false).get(local(urlThatTheVendorSaw("data in a form"))).asByteArray())
                .isEqualTo(large);
    }

    @Test
    void a_part_that_is_no_picture_is_refused_in_the_words_of_that_api() {
        openAi("no part", "text".getBytes(StandardCharsets.UTF_8)).then().statusCode(400)
                .body("error.param", equalTo("input_reference")).body("error.code", equalTo("unsupported_file"));

        assertThat(vendor.creates("no part")).isEmpty();
    }
}
