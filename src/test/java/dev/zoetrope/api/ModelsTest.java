package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.GENERATIONS;
import static dev.zoetrope.api.Calls.alice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/** The models of the gateway: the list, what one takes, and a create with each kind of model. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class ModelsTest {
    FakeVendor vendor;

    private static ValidatableResponse create(String body) {
        return alice().contentType(ContentType.JSON).body(body).post(GENERATIONS).then();
    }

    @Test
    void the_list_has_the_wan_family() {
        alice().get("/v1/models").then().statusCode(200).body("object", equalTo("list"))
                .body("data.id", contains("wan-2.7-image-to-video", "wan-2.7-text-to-video", "wan-2.7-reference-to-video",
                        "wan-2.7-video-edit"))
                .body("data.object", everyItem(equalTo("model"))).body("has_more", equalTo(false));
    }

    @Test
    void a_model_says_what_a_create_takes() {
        alice().get("/v1/models/wan-2.7-image-to-video").then().statusCode(200)
                .body("id", equalTo("wan-2.7-image-to-video")).body("object", equalTo("model"))
                .body("title", equalTo("Wan 2.7 image to video")).body("estimated_time", equalTo(60))
                .body("members.keySet()", contains("generation_type", "image_urls", "video_url", "prompt", "audio_url",
                        "duration", "resolution", "negative_prompt", "seed", "enable_prompt_expansion",
                        "enable_safety_checker"))
                .body("members.duration",
                        equalTo(Map.of("type", "integer", "slots", List.of("duration"), "required", false, "nullable", false,
                                "default", 5,
                                "range", "2..15")))
                .body("members.resolution.values", contains("720p", "1080p"))
                .body("members.image_urls.slots", contains("first_frame", "last_frame"))
                .body("members.image_urls.items", equalTo("1..2"))
                .body("members.image_urls.media.kind", equalTo("image"))
                .body("modes.name", contains("image-to-video", "first-last-frame", "video-continuation"))
                .body("modes[2].has", equalTo(Map.of("video_url", "1"))).body("modes[2].not", contains("image_urls"))
                .body("rules", hasItem("at most one of image_urls and video_url is allowed"));
    }

    @Test
    void an_unknown_model_is_not_found() {
        alice().get("/v1/models/sora-9").then().statusCode(404).body("error.type", equalTo("not_found"));
        alice().get("/v1/models/wan-2.7-image-to-video%2F..").then().statusCode(404);
    }

    @Test
    void a_create_with_another_model_is_sent_as_it_is() {
        create("""
                {"model":"wan-2.7-text-to-video","prompt":"text only","aspect_ratio":"9:16","duration":2}""").statusCode(200)
                .body("model", equalTo("wan-2.7-text-to-video"));

        assertThat(vendor.creates("text only")).singleElement().satisfies(seen -> assertThat(seen.body().getMap())
                .containsExactly(Map.entry("model", "wan-2.7-text-to-video"), Map.entry("prompt", "text only"),
                        Map.entry("duration", 2), Map.entry("aspect_ratio", "9:16")));
    }

    @Test
    void the_members_are_those_of_the_named_model() {
        create("""
                {"model":"wan-2.7-text-to-video","prompt":"no pictures","image_urls":["https://example.com/a.jpg"],
                 "generation_type":null,"duration":16}""").statusCode(422)
                .body("error.details.param", contains("duration", "image_urls"))
                .body("error.details.code", contains("out_of_range", "unknown_member"));
        create("""
                {"model":"wan-2.7-video-edit","prompt":"no pictures"}""").statusCode(422)
                .body("error.details.param", contains("video_url")).body("error.code", equalTo("required"));

        assertThat(vendor.creates("no pictures")).isEmpty();
    }

    @Test
    void without_a_known_model_the_models_are_listed_and_nothing_else_is_judged() {
        create("""
                {"model":"sora-9","prompt":"nobody","seconds":4}""").statusCode(422)
                .body("error.code", equalTo("model_not_found"))
                .body("error.message", equalTo("model must name a known model: " + String.join(", ",
                        List.of("wan-2.7-image-to-video", "wan-2.7-text-to-video", "wan-2.7-reference-to-video",
                                "wan-2.7-video-edit"))))
                .body("error.details.param", contains("model"));

        assertThat(vendor.creates("nobody")).isEmpty();
    }
}
