package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.GENERATIONS;
import static dev.zoetrope.api.Calls.alice;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.S3Server;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;

/** The files of callers in a real S3 server. */
@QuarkusTest
@WithTestResource(FilesInBucketTest.InBucket.class)
class FilesInBucketTest {
    FakeVendor vendor;

    public static class InBucket extends WithFakeVendor {
        @Override
        public Map<String, String> tightened() {
            return new HashMap<>(Map.of("zoetrope.public-url", "https://video.example", "zoetrope.vault.mode", "s3",
                    "zoetrope.vault.s3.endpoint", S3Server.endpoint(), "zoetrope.vault.s3.bucket", S3Server.freshBucket(),
                    "zoetrope.vault.s3.access-key", S3Server.ACCESS_KEY, "zoetrope.vault.s3.secret-key", S3Server.SECRET_KEY));
        }
    }

    private static byte[] content(String url) {
        return given().urlEncodingEnabled(false).get(URI.create(url).getRawPath() + "?" + URI.create(url).getRawQuery()).then()
                .statusCode(200).extract().asByteArray();
    }

    private String urlThatTheVendorSaw(String prompt) {
        assertThat(vendor.creates(prompt)).hasSize(1);
        return vendor.creates(prompt).get(0).body().getJsonArray("image_urls").getString(0);
    }

    private static String body(String prompt, String file) {
        return "{\"model\":\"wan-2.7-image-to-video\",\"image_urls\":[\"" + file + "\"],\"prompt\":\"" + prompt + "\"}";
    }

    /** The larger one has several parts in the bucket. */
    @ParameterizedTest
    @ValueSource(ints = { 50_000, 19 << 20 })
    void a_file_is_stored_sent_to_the_vendor_and_deleted(int length) {
        byte[] picture = Arrays.copyOf(FilesTest.sample("zoetrope.jpg"), length);
        String id = alice().contentType("image/jpeg").body(picture).post(FilesTest.FILES).then().statusCode(201)
                .body("bytes", equalTo(length)).extract().path("id");
        alice().contentType("image/jpeg").body(picture).post(FilesTest.FILES).then().statusCode(200).body("id", equalTo(id));

        alice().contentType(ContentType.JSON).body(body("bucket " + length, id)).post(GENERATIONS).then().statusCode(200);

        String url = urlThatTheVendorSaw("bucket " + length);
        assertThat(content(url)).isEqualTo(picture);
        alice().delete(FilesTest.FILES + "/" + id).then().statusCode(409);
    }

    @Test
    void a_deleted_file_is_gone_from_the_bucket() {
        byte[] picture = Arrays.copyOf(FilesTest.sample("zoetrope.jpg"), 51_000);
        var answer = alice().contentType("image/jpeg").body(picture).post(FilesTest.FILES).then().statusCode(201).extract();
        String url = answer.path("url");
        assertThat(content(url)).isEqualTo(picture);

        alice().delete(FilesTest.FILES + "/" + answer.path("id")).then().statusCode(200);

        given().urlEncodingEnabled(false).get(URI.create(url).getRawPath() + "?" + URI.create(url).getRawQuery()).then()
                .statusCode(404);
    }

    @Test
    void a_long_data_url_is_stored() {
        byte[] picture = Arrays.copyOf(FilesTest.sample("zoetrope.jpg"), 9 << 20);

        alice().contentType(ContentType.JSON)
                .body(body("bucket data", "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(picture)))
                .post(GENERATIONS).then().statusCode(200);

        assertThat(content(urlThatTheVendorSaw("bucket data"))).isEqualTo(picture);
    }

    @Test
    void a_refused_file_leaves_nothing_and_takes_no_quota() {
        alice().contentType("image/jpeg").body(new byte[100_000]).post(FilesTest.FILES).then().statusCode(415);

        alice().get(FilesTest.FILES).then().statusCode(200);
    }
}
