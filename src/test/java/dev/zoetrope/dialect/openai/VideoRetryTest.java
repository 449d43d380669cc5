package dev.zoetrope.dialect.openai;

import static dev.zoetrope.dialect.openai.VideoCalls.PICTURE;
import static dev.zoetrope.dialect.openai.VideoCalls.VIDEOS;
import static dev.zoetrope.dialect.openai.VideoCalls.form;
import static dev.zoetrope.dialect.openai.VideoCalls.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;

/** Retries of the libraries of OpenAI: each has another boundary, and a count. */
@QuarkusTest
@WithTestResource(OpenAiScenario.class)
class VideoRetryTest {
    FakeVendor vendor;

    private static String id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonPath.from(answer.body()).getString("id");
    }

    @Test
    void a_retry_with_another_boundary_is_given_the_video_of_the_first_try() {
        String first = id(post(form("again", "boundary-1").field("seconds", "4"), "x-stainless-retry-count", "0"));

        HttpResponse<String> second = post(form("again", "boundary-2").field("seconds", "4"), "x-stainless-retry-count", "1");
        HttpResponse<String> third = post(form("again", "boundary-3").field("seconds", "4"), "x-stainless-retry-count", "2");

        assertThat(id(second)).isEqualTo(first);
        assertThat(id(third)).isEqualTo(first);
        assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(vendor.creates("again")).hasSize(1);
    }

    @Test
    void a_retry_of_a_form_may_be_json_with_the_fields_in_another_order() {
        String first = id(post(form("as json").field("seed", "7")));
        byte[] json = ("{\"seed\":7,\"input_reference\":{\"image_url\":\"" + PICTURE + "\"},\"prompt\":\"as json\"}")
                .getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> second = post(WithFakeVendor.ALICE, "/openai/v1/videos", "application/json", json,
                "x-stainless-retry-count", "1");

        assertThat(id(second)).isEqualTo(first);
        assertThat(vendor.creates("as json")).hasSize(1);
    }

    @Test
    void a_create_whose_answer_was_lost_is_found_without_a_count() {
        vendor.onCreate("cut", Replies.later(500, Replies.accepted()));
        Form form = form("cut", "boundary-1");
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            client.send("POST " + VIDEOS + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + WithFakeVendor.ALICE
                    + "\r\nContent-Type: " + form.contentType() + "\r\nContent-Length: " + form.bytes().length + "\r\n\r\n"
                    + form.text());
            await().until(() -> vendor.creates("cut").size() == 1);
            client.reset();
        }

        assertThat(id(post(form("cut", "boundary-2")))).startsWith("task-unified-");

        assertThat(vendor.creates("cut")).hasSize(1);
    }

    @Test
    void equal_creates_on_purpose_are_two_and_so_are_creates_that_differ_in_one_field() {
        assertThat(id(post(form("twice")))).isNotEqualTo(id(post(form("twice"))));
        assertThat(id(post(form("differs").field("seed", "1"))))
                .isNotEqualTo(id(post(form("differs").field("seed", "2"), "x-stainless-retry-count", "1")));
        assertThat(vendor.creates("twice")).hasSize(2);
        assertThat(vendor.creates("differs")).hasSize(2);
    }

    @Test
    void an_idempotency_key_counts_here_too() {
        String first = id(post(form("keyed", "b1"), "Idempotency-Key", "video-1"));

        assertThat(id(post(form("keyed", "b2"), "Idempotency-Key", "video-1"))).isEqualTo(first);
        HttpResponse<String> other = post(form("keyed otherwise"), "Idempotency-Key", "video-1");

        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(JsonPath.from(other.body()).getString("error.code")).isEqualTo("idempotency_key_reused");
        assertThat(vendor.creates("keyed")).hasSize(1);
        assertThat(vendor.creates("keyed otherwise")).isEmpty();
    }
}
