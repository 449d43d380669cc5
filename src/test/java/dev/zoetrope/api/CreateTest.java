package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.GENERATIONS;
import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.as;
import static dev.zoetrope.api.Calls.body;
import static dev.zoetrope.api.Calls.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.core.json.JsonObject;

/** A successful create: the response to the caller and the request to the vendor. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class CreateTest {
    FakeVendor vendor;

    @Test
    void the_answer_is_the_task_object_of_the_contract() {
        create("good day").then().statusCode(200).contentType(ContentType.JSON)
                .body("id", matchesPattern("task-unified-[0-9]{10}-[a-z0-9]{8}"))
                .body("object", equalTo("video.generation.task"))
                .body("model", equalTo("wan-2.7-image-to-video"))
                .body("status", equalTo("pending"))
                .body("progress", equalTo(0))
                .body("type", equalTo("video"))
                .body("task_info.can_cancel", equalTo(false))
                .body("task_info.estimated_time", equalTo(45))
                .body("error", nullValue()).body("results", nullValue());

        assertThat(vendor.creates("good day")).hasSize(1);
    }

    @Test
    void the_vendors_id_is_never_shown() {
        String answer = create("secret id").asString();

        String vendorId = vendor.creates("secret id").get(0).vendorId();
        assertThat(answer).doesNotContain(vendorId);
        alice().get(TASKS + new JsonObject(answer).getString("id")).then().statusCode(200)
                .body("id", not(equalTo(vendorId)));
    }

    @Test
    void the_vendor_sees_its_own_key_and_nothing_of_the_callers() {
        alice().contentType(ContentType.JSON).cookie("session", "of-the-caller").header("X-Secret", "of-the-caller")
                .body(body("headers")).post(GENERATIONS).then().statusCode(200);

        FakeVendor.Seen seen = vendor.creates("headers").get(0);
        assertThat(seen.headers().getAll("Authorization")).containsExactly("Bearer " + FakeVendor.KEY);
        assertThat(seen.headers().toString()).doesNotContain("of-the-caller").doesNotContain(WithFakeVendor.ALICE);
        assertThat(seen.headers().get("Content-Type")).startsWith("application/json");
    }

    @Test
    void absent_and_null_members_are_not_sent() {
        alice().contentType(ContentType.JSON).body("""
                {"model":"wan-2.7-image-to-video","image_urls":["https://example.com/a.jpg"],"prompt":"absent",
                 "video_url":null,"seed":null,"enable_safety_checker":null,"generation_type":null}""")
                .post(GENERATIONS).then().statusCode(200);

        assertThat(vendor.creates("absent").get(0).body().fieldNames())
                .containsExactlyInAnyOrder("model", "image_urls", "prompt");
    }

    @Test
    void every_member_arrives_as_it_was_given() {
        String body = """
                {"model":"wan-2.7-image-to-video","generation_type":"first-last-frame",
                 "image_urls":["https://example.com/a.jpg","https://example.com/b.jpg?x=1&y=%20"],
                 "prompt":"every member","audio_url":"https://example.com/a.mp3","duration":2,"resolution":"720p",
                 "negative_prompt":"blurry, \\u00fc \\ud83c\\udfac","seed":2147483647,
                 "enable_prompt_expansion":false,"enable_safety_checker":true}""";

        alice().contentType(ContentType.JSON).body(body).post(GENERATIONS).then().statusCode(200);

        assertThat(vendor.creates("every member").get(0).body()).isEqualTo(new JsonObject(body));
    }

    @Test
    void a_continuation_sends_the_clip_and_no_images() {
        alice().contentType(ContentType.JSON).body("""
                {"model":"wan-2.7-image-to-video","image_urls":[],"video_url":"https://example.com/c.mp4",
                 "prompt":"continuation"}""").post(GENERATIONS).then().statusCode(200);

        assertThat(vendor.creates("continuation").get(0).body().fieldNames())
                .containsExactlyInAnyOrder("model", "video_url", "prompt");
    }

    @Test
    void equal_creates_sent_on_purpose_are_two() {
        List<String> ids = List.of(Calls.createTask("twice"), Calls.createTask("twice"));

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(vendor.creates("twice")).hasSize(2);
    }

    @Test
    void a_faulty_body_costs_nothing() {
        alice().contentType(ContentType.JSON).body("""
                {"model":"wan-2.7-image-to-video","image_urls":["https://example.com/a.jpg"],"prompt":"faulty",
                 "duration":1,"resolution":"4k","colour":"red"}""").post(GENERATIONS).then().statusCode(422)
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.param", equalTo("duration"))
                .body("error.details.param", equalTo(List.of("duration", "resolution", "colour")));

        assertThat(vendor.creates("faulty")).isEmpty();
    }

    @Test
    void another_callers_task_does_not_exist() {
        String id = Calls.createTask("foreign");

        as(WithFakeVendor.BOB).get(TASKS + id).then().statusCode(404)
                .body("error.type", equalTo("not_found"));
        assertThat(vendor.asks(vendor.creates("foreign").get(0).vendorId())).isZero();
    }
}
