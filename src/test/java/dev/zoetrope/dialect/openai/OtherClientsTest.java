package dev.zoetrope.dialect.openai;

import static dev.zoetrope.api.Calls.alice;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.zoetrope.dialect.Pictures;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Whole requests of LobeHub, n8n and ComfyUI, and what the vendor of the gateway sees. */
@QuarkusTest
@WithTestResource(OtherClientsTest.WithPublicUrl.class)
class OtherClientsTest {
    private static final String PICTURE = "https://example.com/1.png";

    FakeVendor vendor;

    /** The vendor fetches files by the gateway's public URL. */
    public static class WithPublicUrl extends OpenAiScenario {
        @Override
        public Map<String, String> extraSettings() {
            Map<String, String> settings = new HashMap<>(super.extraSettings());
            settings.put("zoetrope.public-url", "https://video.example/gateway");
            return settings;
        }
    }

    /** The fields of a form in the order of n8n and ComfyUI, whose picture is a part of it. */
    private static Response form(RequestSpecification caller, String path, String prompt, byte[] picture) {
        return caller.multiPart("model", "sora-2").multiPart("prompt", prompt).multiPart("seconds", "4")
                .multiPart("size", "1280x720").multiPart("input_reference", "image.png", picture, "image/png").post(path);
    }

    private void vendorSaw(String prompt, byte[] picture) {
        assertThat(vendor.creates(prompt)).singleElement().satisfies(seen -> {
            JsonObject body = seen.body().copy();
            List<?> urls = ((JsonArray) body.remove("image_urls")).getList();
            assertThat(Pictures.behind((String) urls.get(0))).isEqualTo(picture);
            assertThat(body).isEqualTo(new JsonObject(
                    Map.of("model", "wan-2.7-image-to-video", "prompt", prompt, "duration", 4, "resolution", "720p")));
        });
    }

    @Test
    void lobehub_sends_json() {
        String id = alice().contentType(ContentType.JSON)
                .body("{\"model\":\"sora-2\",\"prompt\":\"lobe videos\",\"seconds\":\"4\","
                        + "\"size\":\"1280x720\",\"input_reference\":{\"image_url\":\"" + PICTURE + "\"}}")
                .post("/v1/videos").then()
                .statusCode(200).extract().path("id");

        assertThat(vendor.creates("lobe videos")).singleElement().satisfies(seen -> assertThat(seen.body())
                .isEqualTo(new JsonObject(Map.of("model", "wan-2.7-image-to-video", "prompt", "lobe videos", "duration", 4,
                        "resolution", "720p", "image_urls", List.of(PICTURE)))));
        alice().contentType(ContentType.JSON).get("/v1/videos/" + id).then().statusCode(200).body("error", nullValue());
    }

    @Test
    void n8n_sends_a_form_and_waits_for_completed_or_an_error() {
        byte[] picture = Pictures.withTail("n8n", 0);
        String id = form(alice(), "/v1/videos", "n8n film", picture).then().statusCode(200).extract().path("id");
        vendorSaw("n8n film", picture);
        alice().get("/v1/videos/" + id).then().statusCode(200).body("error", nullValue());

        assertThat(VideoCalls.becomes(vendor, "n8n film", id, Replies.told("failed", 10,
                Map.of("error", Map.of("code", "nsfw", "message", "No."))), "failed").getString("error.message"))
                .isEqualTo("No.");
    }

    @Test
    void comfyui_sends_a_form_below_proxy_with_a_key_in_its_own_header() {
        byte[] picture = Pictures.withTail("comfy", 500_000);
        String path = "/proxy/openai/v1/videos";

        String id = form(given().header("X-API-KEY", WithFakeVendor.ALICE), path, "comfy film", picture).then().statusCode(200)
                .body("error", nullValue()).body("status", equalTo("queued")).extract().path("id");

        vendorSaw("comfy film", picture);
        given().header("X-API-KEY", WithFakeVendor.ALICE).get(path + "/" + id).then().statusCode(200).body("id", equalTo(id));
        given().header("X-API-KEY", WithFakeVendor.ALICE).get(path + "/" + id + "/content").then().statusCode(404)
                .body("error.code", equalTo("not_found"));
        given().get(path + "/" + id).then().statusCode(401).body("error.code", equalTo("invalid_api_key"));
        given().header("X-API-KEY", WithFakeVendor.ALICE).get("/openai/v1/videos/" + id).then().statusCode(401);
    }
}
