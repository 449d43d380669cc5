package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.createTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;

/** A live task is answered from memory: with the same bytes and headers as by the resource, and never out of date. */
@QuarkusTest
@WithTestResource(LiveTaskTest.LongFresh.class)
class LiveTaskTest {
    FakeVendor vendor;

    /** The state of a running task stays recent for an hour, so that a query needs no poll. */
    public static class LongFresh extends WithFakeVendor {
        @Override
        public Map<String, String> tightened() {
            return Map.of("zoetrope.task.fresh", "1h");
        }
    }

    private String vendorId(String prompt) {
        return vendor.creates(prompt).get(0).vendorId();
    }

    /** Only the resource understands this list; a single type is answered from memory. */
    private static Response byResource(String id) {
        return alice().header("Accept", "text/plain;q=0.1, application/json").get(TASKS + id);
    }

    private static List<String> headers(Response response) {
        return response.headers().asList().stream().filter(header -> !header.hasSameNameAs(new Header("X-Request-Id", "")))
                .map(Header::toString).toList();
    }

    private static void assertSameAnswers(String id) {
        Response expected = byResource(id);
        for (int i = 0; i < 2; i++) {
            Response answer = alice().get(TASKS + id);
            assertThat(answer.statusCode()).isEqualTo(expected.statusCode()).isEqualTo(200);
            assertThat(answer.asByteArray()).isEqualTo(expected.asByteArray());
            assertThat(headers(answer)).isEqualTo(headers(expected));
            assertThat(answer.header("X-Request-Id")).startsWith("req_");
        }
        Response known = alice().header("If-None-Match", expected.header("ETag")).get(TASKS + id);
        Response knownByResource = alice().header("Accept", "text/plain;q=0.1, application/json")
                .header("If-None-Match", expected.header("ETag")).get(TASKS + id);
        assertThat(known.statusCode()).isEqualTo(knownByResource.statusCode()).isEqualTo(304);
        assertThat(headers(known)).isEqualTo(headers(knownByResource));
        known.then().body(emptyString());
    }

    @Test
    void an_answer_from_memory_has_the_same_bytes_and_headers() {
        String id = createTask("same");
        assertSameAnswers(id);
        vendor.onQuery(vendorId("same"), Replies.told("processing", 40,
                Map.of("usage", new JsonObject().put("credits", 12.50).put("unit", "é"))));
        alice().get(TASKS + id + "?sync_upstream=true").then().body("progress", equalTo(40));
        assertSameAnswers(id);
    }

    @Test
    void a_change_is_shown_by_the_next_query() {
        String id = createTask("changes");
        for (int progress = 1; progress < 20; progress++) {
            String before = alice().get(TASKS + id).header("ETag");
            vendor.onQuery(vendorId("changes"), Replies.processing(progress));
            alice().get(TASKS + id + "?sync_upstream=true").then().body("progress", equalTo(progress));
            alice().header("If-None-Match", before).get(TASKS + id).then().statusCode(200)
                    .header("ETag", not(equalTo(before))).body("progress", equalTo(progress));
        }
        vendor.onQuery(vendorId("changes"), Replies.completed("https://cdn.example.com/v.mp4"));
        alice().get(TASKS + id + "?sync_upstream=true");

        alice().get(TASKS + id).then().body("status", equalTo("completed")).header("Retry-After", nullValue())
                .body("results[0].url", equalTo("https://cdn.example.com/v.mp4"));
    }

    @Test
    void nobody_else_gets_it_from_memory() {
        String id = createTask("mine");
        alice().get(TASKS + id);
        alice().get(TASKS + id).then().statusCode(200);

        Calls.as(WithFakeVendor.BOB).get(TASKS + id).then().statusCode(404).body("error.type", equalTo("not_found"));
        Calls.operator().get(TASKS + id).then().statusCode(403);
        Calls.as("key-of-nobody-at-all").get(TASKS + id).then().statusCode(401);
        io.restassured.RestAssured.get(TASKS + id).then().statusCode(401);
    }

    @Test
    void a_preference_a_parameter_and_another_type_are_not_overlooked() {
        String id = createTask("not plain");
        alice().get(TASKS + id);
        alice().get(TASKS + id).then().statusCode(200);

        alice().header("Prefer", "wait=0").get(TASKS + id).then().header("Preference-Applied", equalTo("wait=0"));
        alice().get(TASKS + id + "?sync_upstream=maybe").then().statusCode(422);
        alice().header("Accept", "text/html").get(TASKS + id).then().statusCode(406);
        int polls = vendor.asks(vendorId("not plain"));
        alice().get(TASKS + id + "?sync_upstream=true").then().statusCode(200);
        assertThat(vendor.asks(vendorId("not plain"))).isEqualTo(polls + 1);
    }
}
