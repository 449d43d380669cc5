package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.createTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A repeated query is cheap: a known state is not transferred again, and a fresh state needs no poll. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class ConditionalQueryTest {
    FakeVendor vendor;

    private String vendorId(String prompt) {
        return vendor.creates(prompt).get(0).vendorId();
    }

    private static String tag(String id) {
        return alice().get(TASKS + id).then().statusCode(200).header("ETag", matchesPattern("W/\"[0-9a-f]{16}\""))
                .extract().header("ETag");
    }

    @Test
    void a_state_that_was_seen_is_304_until_it_changes() {
        // Given
        String id = createTask("conditional");
        vendor.onQuery(vendorId("conditional"), Replies.processing(40));
        alice().get(TASKS + id + "?sync_upstream=true");
        String tag = tag(id);
        // When, then: each poll writes to the ledger, but the view stays the same
        for (int i = 0; i < 3; i++) {
            alice().header("If-None-Match", "\"other\", " + tag).get(TASKS + id + "?sync_upstream=true").then()
                    .statusCode(304).header("ETag", equalTo(tag)).header("Content-Length", nullValue())
                    .body(emptyString());
        }
        assertThat(vendor.asks(vendorId("conditional"))).isGreaterThanOrEqualTo(4);
        // When: the progress changes
        vendor.onQuery(vendorId("conditional"), Replies.processing(41));
        alice().header("If-None-Match", tag).get(TASKS + id + "?sync_upstream=true").then().statusCode(200)
                .header("ETag", not(equalTo(tag))).body("progress", equalTo(41));
    }

    @Test
    void a_running_task_says_when_to_come_back_and_an_ended_one_does_not() {
        String id = createTask("come back");
        String hint = alice().get(TASKS + id).then().statusCode(200).body("status", equalTo("processing")).extract()
                .header("Retry-After");
        assertThat(Integer.parseInt(hint)).isBetween(1, 30);

        vendor.onQuery(vendorId("come back"), Replies.completed("https://cdn.example.com/v.mp4"));
        alice().get(TASKS + id + "?sync_upstream=true").then().body("status", equalTo("completed"))
                .header("Retry-After", nullValue());
    }

    @Test
    void a_star_matches_what_is_there_and_not_what_is_not() {
        String id = createTask("star");
        alice().header("If-None-Match", "*").get(TASKS + id).then().statusCode(304);
        alice().header("If-None-Match", "*").get(TASKS + "task-unified-1-zzzzzzzz").then().statusCode(404);
    }

    @Test
    void nobody_is_asked_about_an_ended_task() {
        String id = createTask("ended and asked");
        vendor.onQuery(vendorId("ended and asked"), Replies.completed("https://cdn.example.com/v.mp4"));
        alice().get(TASKS + id + "?sync_upstream=true");
        int asks = vendor.asks(vendorId("ended and asked"));

        alice().header("If-None-Match", tag(id)).get(TASKS + id + "?sync_upstream=true").then().statusCode(304);

        assertThat(vendor.asks(vendorId("ended and asked"))).isEqualTo(asks);
    }
}
