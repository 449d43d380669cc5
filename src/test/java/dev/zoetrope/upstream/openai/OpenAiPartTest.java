package dev.zoetrope.upstream.openai;

import static dev.zoetrope.api.Calls.GENERATIONS;
import static dev.zoetrope.api.Calls.alice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.FakeOpenAiVideos;
import dev.zoetrope.fake.WithFakeOpenAiVideos;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/** An uploaded picture goes to a vendor of this protocol as the part {@code input_reference}. */
@QuarkusTest
@WithTestResource(WithFakeOpenAiVideos.class)
class OpenAiPartTest {
    FakeOpenAiVideos vendor;

    /** A photo with bytes behind its end, as phones write it. */
    private static byte[] picture(int length) throws IOException {
        try (InputStream file = OpenAiPartTest.class.getResourceAsStream("/sandbox-samples/zoetrope.jpg")) {
            return Arrays.copyOf(file.readAllBytes(), length);
        }
    }

    private static ValidatableResponse create(String prompt, String picture) {
        return alice().contentType(ContentType.JSON).body("{\"model\":\"wan-2.7-image-to-video\",\"image_urls\":[\"" + picture
                + "\"],\"prompt\":\"" + prompt + "\"}").post(GENERATIONS).then();
    }

    private void hasOnePart(String prompt, byte[] bytes) {
        assertThat(vendor.creates(prompt)).singleElement().satisfies(seen -> {
            assertThat(seen.files()).singleElement().satisfies(part -> {
                assertThat(part.name()).isEqualTo("input_reference");
                assertThat(part.filename()).isEqualTo("input_reference.jpg");
                assertThat(part.contentType()).isEqualTo("image/jpeg");
                assertThat(part.bytes().getBytes()).isEqualTo(bytes);
            });
            assertThat(seen.fields().names()).containsExactlyInAnyOrder("model", "prompt", "seconds", "size");
            assertThat(seen.headers().contains("Content-Length")).as("the whole body is known before it is sent").isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = { 50_000, 5_000_000 })
    void an_uploaded_picture_is_a_part(int length) throws IOException {
        byte[] picture = picture(length);
        String id = alice().contentType("image/jpeg").body(picture).post("/v1/files").then().statusCode(201).extract()
                .path("id");

        create("part of " + length, id).statusCode(200).body("status", equalTo("pending"));

        hasOnePart("part of " + length, picture);
    }

    @Test
    void a_data_url_is_a_part() throws IOException {
        byte[] picture = picture(60_000);

        create("data as part", "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(picture)).statusCode(200);

        hasOnePart("data as part", picture);
    }

    @Test
    void a_part_of_a_client_of_this_protocol_stays_one() throws IOException {
        byte[] picture = picture(70_000);

        alice().multiPart("model", "wan-2.7-image-to-video").multiPart("prompt", "part to part")
                .multiPart("input_reference", "x.png", picture).post("/v1/videos").then().statusCode(200);

        hasOnePart("part to part", picture);
    }

    @Test
    void a_url_of_somebody_else_is_no_part() {
        create("url and no part", "https://example.com/a.jpg").statusCode(200);

        assertThat(vendor.creates("url and no part")).singleElement().satisfies(seen -> assertThat(seen.files()).isEmpty());
    }
}
