package dev.zoetrope.track;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.upstream.BreakerLossWindowTest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The rate limit also holds for queries: beyond it the stored state is returned. */
@QuarkusTest
@WithTestResource(BreakerLossWindowTest.SensitiveBreaker.class)
class PollRateLimitTest {
    FakeVendor vendor;

    @Test
    void a_question_that_fails_counts_for_the_cap() {
        String id = create("capped").then().extract().path("id");
        String vendorId = vendor.creates("capped").get(0).vendorId();
        vendor.onQuery(vendorId, Replies.raw(500, "oops"));

        for (int i = 0; i < 2; i++) {
            alice().get(TASKS + id + "?sync_upstream=true").then().statusCode(200).body("status", equalTo("pending"));
        }

        assertThat(vendor.asks(vendorId)).isEqualTo(1);
    }
}
