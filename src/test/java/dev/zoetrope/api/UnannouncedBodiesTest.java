package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.GENERATIONS;
import static dev.zoetrope.api.Calls.alice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** Bodies with files whose heads give no length: the limits are those of bodies with a length. */
@QuarkusTest
@WithTestResource(UnannouncedBodiesTest.WithQuota.class)
class UnannouncedBodiesTest {
    private static final String PUBLIC_URL = "https://video.example/gateway/v1/files/file-";

    public static class WithQuota extends FilesTest.WithPublicUrl {
        @Override
        public Map<String, String> tightened() {
            Map<String, String> settings = super.tightened();
            settings.put("zoetrope.files.quota", "100M");
            return settings;
        }
    }

    FakeVendor vendor;
    @ConfigProperty(name = "zoetrope.data-dir")
    Path data;

    private static byte[] picture(int length) {
        return Arrays.copyOf(FilesTest.sample("zoetrope.jpg"), length);
    }

    private static String body(String prompt, String url) {
        return "{\"model\":\"wan-2.7-image-to-video\",\"image_urls\":[\"" + url + "\"],\"prompt\":\"" + prompt + "\"}";
    }

    private static String dataUrl(byte[] bytes) {
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(bytes);
    }

    private static String post(String path, String type, String body) {
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            return client.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + type
                    + "\r\nAuthorization: Bearer " + WithFakeVendor.ALICE + "\r\n" + RawHttp.chunked(body)).all();
        }
    }

    private static String create(String body) {
        return post(GENERATIONS, "application/json", body);
    }

    private String url(String prompt) {
        assertThat(vendor.creates(prompt)).hasSize(1);
        return vendor.creates(prompt).get(0).body().getJsonArray("image_urls").getString(0);
    }

    @Test
    void a_data_url_may_be_long() {
        assertThat(create(body("chunks of a short url", dataUrl(picture(45_000))))).startsWith("HTTP/1.1 200 ");
        assertThat(create(body("chunks of a long url", dataUrl(picture(900_000))))).startsWith("HTTP/1.1 200 ");

        assertThat(url("chunks of a short url")).startsWith(PUBLIC_URL);
        assertThat(url("chunks of a long url")).startsWith(PUBLIC_URL);
    }

    @Test
    void the_rest_of_a_create_may_not() {
        assertThat(create(body("x".repeat(300_000), "https://example.com/a.jpg"))).startsWith("HTTP/1.1 413 ")
                .contains("body_too_large");
    }

    @Test
    void a_body_of_more_than_32_megabytes_is_refused() {
        String digits = dataUrl(picture(12 << 20));

        assertThat(create("{\"model\":\"wan-2.7-image-to-video\",\"prompt\":\"too many chunks\",\"image_urls\":[\"" + digits
                + "\",\"" + digits + "\",\"" + digits + "\"]}")).startsWith("HTTP/1.1 413 ")
                .contains("larger than " + (32 << 20) + " bytes");

        assertThat(vendor.creates("too many chunks")).isEmpty();
    }

    @Test
    void short_creates_take_no_place_of_uploads() {
        List<RawHttp> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clients.add(new RawHttp(RestAssured.port).send(RawHttp.head(WithFakeVendor.ALICE)
                    + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"));
        }
        String rest = body("one of eight", "https://example.com/a.jpg").substring(1);

        for (RawHttp client : clients) {
            client.send(Integer.toHexString(rest.length()) + "\r\n" + rest + "\r\n0\r\n\r\n");
            assertThat(client.all()).startsWith("HTTP/1.1 200 ");
            client.close();
        }
        assertThat(vendor.creates("one of eight")).hasSize(8);
    }

    private static String form(String prompt, String file) {
        return Stream.of("model\"\r\n\r\nwan-2.7-image-to-video", "prompt\"\r\n\r\n" + prompt,
                "input_reference\"; filename=\"a.jpg\"\r\n\r\n" + file)
                .map(part -> "--xx\r\nContent-Disposition: form-data; name=\"" + part + "\r\n").reduce("", String::concat)
                + "--xx--\r\n";
    }

    /** A picture of ASCII characters, because the client of this test sends text. */
    private static String gif(int length) {
        return "GIF89a\1\1\1\1" + "x".repeat(length);
    }

    @Test
    void a_form_may_have_a_file() {
        for (int length : new int[] { 1000, 500_000 }) {
            String answer = post("/v1/videos", "multipart/form-data; boundary=xx", form("form of " + length, gif(length)));

            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("must be one of JPEG, PNG, BMP, WEBP");
        }
        String half = form("large form", gif(17 << 20));
        assertThat(post("/v1/videos", "multipart/form-data; boundary=xx", half.replace("--xx--\r\n", "") + half))
                .startsWith("HTTP/1.1 413 ").contains("larger than " + (32 << 20) + " bytes");
    }

    private List<Path> drafts() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("vault"))) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    @Test
    void a_small_form_that_is_refused_leaves_no_draft() throws Exception {
        byte[] picture = picture(50_000);

        alice().multiPart("model", "wan-2.7-image-to-video").multiPart("input_reference", "cat.jpg", picture)
                .multiPart("first_frame", "page.jpg", "<html>".getBytes(StandardCharsets.UTF_8)).post("/v1/videos").then()
                .statusCode(400);

        await().until(() -> drafts().isEmpty());
    }
}
