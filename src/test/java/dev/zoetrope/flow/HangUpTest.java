package dev.zoetrope.flow;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** Callers that hang up during a create: the paid call continues, and other callers are not affected. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class HangUpTest {
    FakeVendor vendor;

    private static List<String> pendingOrRunning() {
        return alice().get("/v1/tasks?limit=100").jsonPath().getList("data.findAll { it.error == null }.id");
    }

    @Test
    void a_create_under_way_goes_on_to_its_outcome() {
        vendor.onCreate("hung up", Replies.later(400, Replies.accepted()));

        RawHttp client = new RawHttp(RestAssured.port)
                .send(RawHttp.create(WithFakeVendor.ALICE, Calls.body("hung up")));
        await().until(() -> vendor.creates("hung up").size() == 1);
        client.reset();

        String vendorId = vendor.creates("hung up").get(0).vendorId();
        vendor.onQuery(vendorId, Replies.completed("https://cdn.example.com/hung-up.mp4"));
        await().untilAsserted(() -> {
            String newest = alice().get("/v1/tasks?limit=1").jsonPath().getString("data[0].id");
            alice().get(TASKS + newest + "?sync_upstream=true").then().statusCode(200)
                    .body("results[0].url", equalTo("https://cdn.example.com/hung-up.mp4"));
        });
        assertThat(vendor.creates("hung up")).hasSize(1);
    }

    @Test
    void many_hang_ups_leave_the_pooled_connections_whole() {
        vendor.onCreate("crowd hangs up", Replies.later(400, Replies.accepted()));
        List<RawHttp> crowd = IntStream.range(0, 40).mapToObj(i -> new RawHttp(RestAssured.port)
                .send(RawHttp.create(WithFakeVendor.ALICE, Calls.body("crowd hangs up")))).toList();
        await().until(() -> vendor.creates("crowd hangs up").size() == 40);
        crowd.forEach(RawHttp::reset);

        for (int i = 0; i < 80; i++) {
            Calls.create("after the crowd").then().statusCode(200).body("status", equalTo("pending"));
        }

        assertThat(vendor.creates("after the crowd")).hasSize(80);
        assertThat(vendor.creates("crowd hangs up")).hasSize(40);
        assertThat(pendingOrRunning()).as("no create of the crowd was lost").hasSize(100);
    }

    @Test
    void half_a_create_is_no_create() {
        String whole = RawHttp.create(WithFakeVendor.ALICE, Calls.body("half"));

        new RawHttp(RestAssured.port).send(whole.substring(0, whole.length() - 10)).reset();

        Calls.create("after half").then().statusCode(200);
        assertThat(vendor.creates("half")).isEmpty();
    }
}
