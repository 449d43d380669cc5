package dev.zoetrope.dialect.dashscope;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeDashScope;
import dev.zoetrope.fake.WithFakeDashScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;

/** Creates of this API at a vendor that has the same API. */
@QuarkusTest
@WithTestResource(WithFakeDashScope.class)
class SameVendorTest {
    FakeDashScope vendor;

    private static Response create(String body) {
        return given().header("Authorization", "Bearer " + WithFakeDashScope.ALICE).contentType(ContentType.JSON).body(body)
                .post("/api/v1/services/aigc/video-generation/video-synthesis");
    }

    @Test
    void a_create_arrives_as_it_was_sent() {
        String body = """
                {"model":"wan2.7-i2v","input":{"prompt":"same","negative_prompt":"blur","media":[
                {"type":"first_frame","url":"https://example.com/1.png"},{"type":"last_frame","url":"https://example.com/2.png"},
                {"type":"driving_audio","url":"https://example.com/a.mp3"}]},
                "parameters":{"resolution":"720P","duration":10,"prompt_extend":false,"seed":7}}""";

        create(body).then().statusCode(200).body("output.task_status", equalTo("PENDING"));

        assertThat(vendor.creates("same")).singleElement()
                .satisfies(seen -> assertThat(seen.body()).isEqualTo(new JsonObject(body)));
    }

    @Test
    void what_no_vendor_can_carry_has_the_name_of_this_api() {
        create("""
                {"model":"wan2.7-i2v","input":{"prompt":"no place","media":[{"type":"first_clip","url":"https://example.com/c.mp4"},
                {"type":"driving_audio","url":"https://example.com/a.mp3"}]}}""")
                .then().statusCode(400)
                .body("code", equalTo("InvalidParameter")).body("message", equalTo("input.media[1].url cannot be sent to this"
                        + " vendor together with the other files of this create"));

        assertThat(vendor.creates("no place")).isEmpty();
    }

    @Test
    void a_refusal_keeps_its_code() {
        vendor.onCreate("inspected", FakeDashScope.error(400, "DataInspectionFailed", "Not allowed."));

        create("{\"model\":\"wan2.7-t2v\",\"input\":{\"prompt\":\"inspected\"}}").then().statusCode(400)
                .body("code", equalTo("DataInspectionFailed")).body("message", equalTo("Not allowed."));
    }
}
