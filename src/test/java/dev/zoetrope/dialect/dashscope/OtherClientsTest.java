package dev.zoetrope.dialect.dashscope;

import static dev.zoetrope.api.Calls.alice;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.api.FilesTest;
import dev.zoetrope.dialect.Pictures;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;

/** Whole bodies of LobeHub, ComfyUI, the relays and {@code @ai-sdk/alibaba}, and what the vendor of the gateway sees. */
@QuarkusTest
@WithTestResource(OtherClientsTest.WithOldNames.class)
class OtherClientsTest {
    private static final String CREATE = "/api/v1/services/aigc/video-generation/video-synthesis";
    private static final String FRAMES = "/api/v1/services/aigc/image2video/video-synthesis";
    private static final String URL = "https://example.com/";

    FakeVendor vendor;

    /** LobeHub knows the kind of a model by a name of the vendor. */
    public static class WithOldNames extends FilesTest.WithPublicUrl {
        @Override
        public Map<String, String> tightened() {
            Map<String, String> settings = super.tightened();
            settings.put("zoetrope.models.aliases.\"wan2.5-i2v-preview\"", "wan-2.7-image-to-video");
            settings.put("zoetrope.models.aliases.\"wan2.2-kf2v-flash\"", "wan-2.7-image-to-video");
            settings.put("zoetrope.models.aliases.\"vidu/viduq3_it2v\"", "wan-2.7-image-to-video");
            return settings;
        }
    }

    private static String create(RequestSpecification caller, String path, String singleQuoted) {
        return caller.contentType(ContentType.JSON).header("X-DashScope-Async", "enable").body(singleQuoted.replace('\'', '"'))
                .post(path).then().statusCode(200).body("output.task_id", startsWith("task-unified-"))
                .body("output.task_status", equalTo("PENDING")).extract().path("output.task_id");
    }

    private void vendorSaw(String prompt, Map<String, Object> members) {
        assertThat(vendor.creates(prompt)).singleElement().satisfies(seen -> {
            JsonObject expected = new JsonObject(members).copy().put("prompt", prompt);
            assertThat(seen.body()).isEqualTo(expected);
        });
    }

    @Test
    void lobehub_with_a_picture() {
        String id = create(alice(), CREATE, "{'input':{'img_url':'" + URL + "1.png','prompt':'lobe picture'},"
                + "'model':'wan2.5-i2v-preview','parameters':{'aspectRatio':'16:9','duration':5,'audio':true,'resolution':'720p'}}");

        vendorSaw("lobe picture", Map.of("model", "wan-2.7-image-to-video", "image_urls", List.of(URL + "1.png"), "duration", 5,
                "resolution", "720p"));
        vendor.onQuery(vendor.creates("lobe picture").get(0).vendorId(), Replies.completed("https://cdn.example.com/l.mp4"));
        alice().get("/api/v1/tasks/" + id).then().statusCode(200).body("output.task_status", equalTo("SUCCEEDED"))
                .body("output.video_url", equalTo("https://cdn.example.com/l.mp4"));
    }

    @Test
    void lobehub_with_the_first_and_the_last_frame() {
        create(alice(), FRAMES, "{'input':{'first_frame_url':'" + URL + "1.png','last_frame_url':'" + URL
                + "2.png','prompt':'lobe frames'},'model':'wan2.2-kf2v-flash','parameters':{'duration':5,'resolution':'1080p'}}");

        vendorSaw("lobe frames", Map.of("model", "wan-2.7-image-to-video", "image_urls", List.of(URL + "1.png", URL + "2.png"),
                "duration", 5, "resolution", "1080p"));
    }

    @Test
    void lobehub_with_text_and_with_media() {
        create(alice(), CREATE, "{'input':{'prompt':'lobe text'},'model':'wan2.7-t2v',"
                + "'parameters':{'aspectRatio':'9:16','duration':10,'resolution':'720p'}}");
        create(alice(), CREATE, "{'input':{'media':[{'type':'image','url':'" + URL + "1.png'}],'prompt':'lobe media'},"
                + "'model':'vidu/viduq3_it2v','parameters':{'size':'1280*720'}}");

        vendorSaw("lobe text", Map.of("model", "wan-2.7-text-to-video", "aspect_ratio", "9:16", "duration", 10, "resolution",
                "720p"));
        vendorSaw("lobe media", Map.of("model", "wan-2.7-image-to-video", "image_urls", List.of(URL + "1.png"), "resolution",
                "720p"));
    }

    @Test
    void comfyui_with_text() {
        RequestSpecification comfy = given().header("X-API-KEY", WithFakeVendor.ALICE);
        String id = create(comfy, "/proxy/wan" + CREATE, "{'model':'wan2.7-t2v','input':{'prompt':'comfy text',"
                + "'negative_prompt':null,'audio_url':null},'parameters':{'resolution':'720P','ratio':'16:9','duration':5,"
                + "'seed':7,'prompt_extend':true,'watermark':false}}");

        vendorSaw("comfy text",
                Map.of("model", "wan-2.7-text-to-video", "resolution", "720p", "aspect_ratio", "16:9", "duration",
                        5, "seed", 7, "enable_prompt_expansion", true));
        given().header("X-API-KEY", WithFakeVendor.ALICE).get("/proxy/wan/api/v1/tasks/" + id).then().statusCode(200)
                .body("output.task_id", equalTo(id)).body("output.task_status", equalTo("RUNNING"));
    }

    @Test
    void comfyui_with_a_picture_of_its_own() {
        byte[] picture = Pictures.withTail("comfy picture", 500_000);
        create(given().header("X-API-KEY", WithFakeVendor.ALICE), "/proxy/wan" + CREATE,
                "{'model':'wan2.5-i2v-preview','input':{"
                        + "'prompt':'comfy picture','negative_prompt':'','img_url':'data:image/png;base64,"
                        + Base64.getEncoder().encodeToString(picture)
                        + "','audio_url':null},'parameters':{'resolution':'720P','seed':0,"
                        + "'duration':5,'prompt_extend':true,'watermark':false,'audio':false,'shot_type':'single'}}");

        JsonObject seen = vendor.creates("comfy picture").get(0).body();
        assertThat(Pictures.behind(seen.getJsonArray("image_urls").getString(0))).isEqualTo(picture);
    }

    /** As {@code @ai-sdk/alibaba} sends the bytes of a picture, in memory and longer than a body in memory may be. */
    @ParameterizedTest
    @ValueSource(ints = { 0, 500_000 })
    void base64_without_a_type(int length) {
        String prompt = "bare base64 " + length;
        byte[] picture = Pictures.withTail(prompt, length);
        create(alice(), CREATE, "{'model':'wan2.7-i2v','input':{'prompt':'" + prompt + "','img_url':'"
                + Base64.getEncoder().encodeToString(picture) + "'},'parameters':{'resolution':'720P'}}");

        JsonObject seen = vendor.creates(prompt).get(0).body();
        assertThat(Pictures.behind(seen.getJsonArray("image_urls").getString(0))).isEqualTo(picture);
    }

    @ParameterizedTest
    @CsvSource({ "/wan", "/ali" })
    void the_paths_of_relays(String prefix) {
        String prompt = "relay " + prefix;
        String id = create(alice(), prefix + CREATE,
                "{'model':'wan2.7-t2v','input':{'prompt':'" + prompt + "'},'parameters':{'duration':5}}");

        vendorSaw(prompt, Map.of("model", "wan-2.7-text-to-video", "duration", 5));
        alice().get(prefix + "/api/v1/tasks/" + id).then().statusCode(200).body("output.task_id", equalTo(id));
        given().header("X-API-KEY", WithFakeVendor.ALICE).get(prefix + "/api/v1/tasks/" + id).then().statusCode(401)
                .body("code", equalTo("InvalidApiKey"));
        alice().get(prefix + "/api/v1/nothing").then().statusCode(404).body("code", equalTo("NotFound"));
    }
}
