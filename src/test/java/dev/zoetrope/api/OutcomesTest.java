package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** Unusual answers of the vendor to a create. {@link LawTest} has the outcomes themselves. */
@QuarkusTest
@WithTestResource(value = WithFakeVendor.class)
class OutcomesTest {
    FakeVendor vendor;

    @Test
    void a_vendor_that_quotes_our_key_does_not_show_it_to_the_caller() {
        vendor.onCreate("quoting", Replies.error(400, "invalid_request_error", "bad",
                "Project " + FakeVendor.KEY + " has no such model."));

        create("quoting").then().statusCode(400).body("error.message", equalTo("Project *** has no such model."));
    }

    @Test
    void a_code_may_be_a_number() {
        vendor.onCreate("numeric", Replies.raw(400, "{\"error\":{\"code\":1042,\"message\":\"No.\"}}"));

        create("numeric").then().statusCode(400).body("error.code", equalTo("1042"))
                .body("error.type", equalTo("invalid_request_error"));
    }

    @Test
    void a_vendor_that_gives_one_id_twice_is_not_believed_the_second_time() {
        vendor.onCreate("first of an id", Replies.raw(200, "{\"id\":\"the-same\",\"status\":\"pending\"}"));
        vendor.onCreate("second of an id", Replies.raw(200, "{\"id\":\"the-same\",\"status\":\"pending\"}"));

        create("first of an id").then().statusCode(200).body("status", equalTo("pending"));
        create("second of an id").then().statusCode(200).body("error.code", equalTo("submission_unknown"));

        assertThat(vendor.creates("second of an id")).hasSize(1);
    }

    @Test
    void an_id_that_is_a_number_is_asked_about_as_it_was_given() {
        vendor.onCreate("numeric id", Replies.raw(200, "{\"id\":12345678901234567890,\"status\":\"pending\"}"));
        vendor.onQuery("12345678901234567890", Replies.completed("https://cdn.example.com/numeric.mp4"));

        String id = create("numeric id").then().statusCode(200).extract().path("id");

        alice().get(TASKS + id + "?sync_upstream=true").then().body("status", equalTo("completed"))
                .body("results[0].url", equalTo("https://cdn.example.com/numeric.mp4"));
    }
}
