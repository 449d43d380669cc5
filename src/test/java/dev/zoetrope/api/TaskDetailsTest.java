package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.GENERATIONS;
import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.as;
import static dev.zoetrope.api.Calls.createTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;

/** What a query adds to a task: the body of the create, and what has happened. */
@QuarkusTest
@WithTestResource(FilesTest.WithPublicUrl.class)
class TaskDetailsTest {
    private static final FakeVendor.Reply TOO_DARK = Replies.told("failed", 10,
            Map.of("error", Map.of("code", "dark", "message", "too dark")));

    FakeVendor vendor;

    private static ValidatableResponse details(String id, String include) {
        return alice().get(TASKS + id + "?include=" + include).then().statusCode(200);
    }

    private static String created(JsonObject body) {
        return alice().contentType(ContentType.JSON).body(body.encode()).post(GENERATIONS).then().statusCode(200).extract()
                .path("id");
    }

    private void refreshed(String prompt, String id, FakeVendor.Reply reply) {
        vendor.onQuery(vendor.creates(prompt).get(0).vendorId(), reply);
        alice().get(TASKS + id + "?sync_upstream=true").then().statusCode(200);
    }

    @Test
    void the_timeline_has_each_change_of_a_task() {
        String id = createTask("timeline");

        details(id, "timeline").body("timeline.event[2]", equalTo("accepted")).body("request", nullValue())
                .header("ETag", nullValue()).header("Retry-After", notNullValue());
        refreshed("timeline", id, Replies.processing(10));
        details(id, "timeline").body("timeline.event", contains("created", "sent", "accepted", "started"));
        refreshed("timeline", id, TOO_DARK);
        List<Number> times = details(id, "timeline")
                .body("timeline.event", contains("created", "sent", "accepted", "started", "failed"))
                .body("error.code", equalTo("dark")).extract().path("timeline.at");
        assertThat(times).extracting(time -> new BigDecimal(time.toString())).isSorted()
                .allSatisfy(time -> assertThat(time).isGreaterThan(new BigDecimal(1_700_000_000)));
        alice().get(TASKS + id).then().body("timeline", nullValue()).body("request", nullValue());
    }

    @Test
    void the_timeline_of_a_create_that_was_not_sent_at_once() {
        vendor.onCreate("timeline of a second try", Replies.raw(429, "{}"));
        String id = createTask("timeline of a second try");
        vendor.onCreate("timeline of a second try", Replies.accepted());

        await().untilAsserted(() -> assertThat(details(id, "timeline").extract().<List<String>> path("timeline.event"))
                .startsWith("created", "sent", "not_sent", "sent", "accepted"));
        assertThat(vendor.creates("timeline of a second try")).hasSize(2);
    }

    @Test
    void the_request_is_what_the_caller_has_sent() {
        JsonObject body = JsonObject.of("model", "wan-2.7-image-to-video", "prompt", "details of a request",
                "image_urls", List.of("https://example.com/a.jpg", "https://example.com/b.jpg"), "duration", 4, "seed", 7);
        String id = created(body);

        Map<String, Object> request = details(id, "request").body("timeline", nullValue()).extract().path("request");

        assertThat(new JsonObject(request)).isEqualTo(body);
        details(id, "request,timeline").body("request.seed", equalTo(7)).body("timeline.event[0]", equalTo("created"));
        as(WithFakeVendor.BOB).get(TASKS + id + "?include=request").then().statusCode(404);
    }

    @Test
    void a_file_has_its_id_as_long_as_the_caller_has_it() {
        String file = alice().multiPart("file", "cat.jpg", FilesTest.sample("zoetrope.jpg")).post(FilesTest.FILES).then()
                .extract().path("id");
        String sha256 = alice().get(FilesTest.FILES + "/" + file).path("sha256");
        String id = created(JsonObject.of("model", "wan-2.7-image-to-video", "prompt", "details with a file", "image_urls",
                List.of(file)));
        details(id, "request").body("request.image_urls", contains(file));
        refreshed("details with a file", id, TOO_DARK);

        alice().delete(FilesTest.FILES + "/" + file).then().statusCode(200);

        details(id, "request").body("request.image_urls", contains("file:" + sha256));
    }

    @ParameterizedTest
    @ValueSource(strings = { "everything", "request,", "Request", "request timeline" })
    void other_words_are_refused(String include) {
        alice().queryParam("include", include).get(TASKS + createTask("other words")).then().statusCode(422)
                .body("error.param", equalTo("include"))
                .body("error.message", equalTo("include must be request, timeline, or both with a comma between them"));
    }
}
