package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.GENERATIONS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.as;
import static dev.zoetrope.api.Calls.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

/** A create with an {@code Idempotency-Key} is sent once, and a retry gets the same outcome. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class IdempotencyKeyTest {
    private static final String REPLAYED = "Idempotency-Replayed";

    FakeVendor vendor;

    private static Response create(String caller, String key, String prompt) {
        return as(caller).contentType(ContentType.JSON).header("Idempotency-Key", key).body(body(prompt))
                .post(GENERATIONS);
    }

    private static Response create(String key, String prompt) {
        return create(WithFakeVendor.ALICE, key, prompt);
    }

    @Test
    void the_same_body_is_given_the_same_task() {
        Response first = create("k-same", "same key same body");

        Response second = create("k-same", "same key same body");

        first.then().statusCode(200).header(REPLAYED, nullValue());
        second.then().statusCode(200).header(REPLAYED, equalTo("true")).body("id", equalTo(first.path("id")));
        assertThat(vendor.creates("same key same body")).hasSize(1);
    }

    @Test
    void the_same_members_in_another_order_are_the_same_body() {
        String id = create("k-order", "key and order").path("id");

        alice().contentType(ContentType.JSON).header("Idempotency-Key", "k-order").body(
                "{ \"prompt\": \"key and order\", \"image_urls\": [\"https://example.com/start.jpg\"], \"seed\": null,"
                        + " \"model\": \"wan-2.7-image-to-video\" }")
                .post(GENERATIONS).then().statusCode(200).body("id", equalTo(id));

        assertThat(vendor.creates("key and order")).hasSize(1);
    }

    @Test
    void another_body_is_refused_and_not_sent() {
        create("k-reused", "first body").then().statusCode(200);

        create("k-reused", "second body").then().statusCode(422).header(REPLAYED, nullValue())
                .body("error.code", equalTo("idempotency_key_reused"))
                .body("error.param", equalTo("Idempotency-Key"));

        assertThat(vendor.creates("second body")).isEmpty();
    }

    @Test
    void a_key_is_the_callers_own() {
        String alices = create(WithFakeVendor.ALICE, "k-both", "alice's key").path("id");

        create(WithFakeVendor.BOB, "k-both", "bob's key").then().statusCode(200).header(REPLAYED, nullValue());
        create(WithFakeVendor.ALICE, "k-both", "alice's key").then().body("id", equalTo(alices));

        assertThat(vendor.creates("bob's key")).hasSize(1);
    }

    @Test
    void a_key_that_makes_no_sense_is_refused_before_anything_is_sent() {
        create("two words", "senseless key").then().statusCode(400)
                .body("error.code", equalTo("invalid_idempotency_key"));

        assertThat(vendor.creates("senseless key")).isEmpty();
    }

    @Test
    void a_create_under_way_is_joined() throws ExecutionException, InterruptedException, TimeoutException {
        vendor.onCreate("joined", Replies.later(800, Replies.accepted()));
        CompletableFuture<Response> first = CompletableFuture.supplyAsync(() -> create("k-joined", "joined"));
        await().until(() -> vendor.creates("joined").size() == 1);

        Response second = create("k-joined", "joined");

        second.then().statusCode(200).header(REPLAYED, equalTo("true"))
                .body("id", equalTo(first.get(20, TimeUnit.SECONDS).path("id")))
                .body("task_info.estimated_time", notNullValue());
        assertThat(vendor.creates("joined")).hasSize(1);
    }

    @Test
    void two_at_the_same_time_are_one() {
        for (int round = 0; round < 10; round++) {
            String prompt = "at once " + round;
            String key = "k-at-once-" + round;
            CompletableFuture<Response> one = CompletableFuture.supplyAsync(() -> create(key, prompt));
            CompletableFuture<Response> other = CompletableFuture.supplyAsync(() -> create(key, prompt));

            String id = one.join().then().statusCode(200).extract().path("id");

            assertThat(other.join().<String> path("id")).isEqualTo(id);
            assertThat(vendor.creates(prompt)).hasSize(1);
        }
    }

    @Test
    void a_refusal_is_replayed_as_it_was() {
        vendor.onCreate("refused by key",
                Replies.error(402, "insufficient_quota", "balance", "The balance is used up."));

        for (String replayed : new String[] { null, "true" }) {
            create("k-refused", "refused by key").then().statusCode(402).header(REPLAYED, equalTo(replayed))
                    .body("error.type", equalTo("insufficient_quota")).body("error.code", equalTo("balance"))
                    .body("error.message", equalTo("The balance is used up."));
        }

        assertThat(vendor.creates("refused by key")).hasSize(1);
    }

    @Test
    void a_refusal_of_a_joined_create_is_everybodys() {
        vendor.onCreate("joined refusal", Replies.later(800, Replies.error(422, null, "moderation", "No.")));
        CompletableFuture<Response> first = CompletableFuture
                .supplyAsync(() -> create("k-joined-refusal", "joined refusal"));
        await().until(() -> vendor.creates("joined refusal").size() == 1);

        create("k-joined-refusal", "joined refusal").then().statusCode(422)
                .body("error.code", equalTo("moderation"));

        first.join().then().statusCode(422);
        assertThat(vendor.creates("joined refusal")).hasSize(1);
    }

    @Test
    void a_5xx_is_not_replayed() {
        vendor.onCreate("our key is bad", Replies.raw(401, ""));
        create("k-502", "our key is bad").then().statusCode(502);
        vendor.onCreate("our key is bad", Replies.accepted());

        String id = create("k-502", "our key is bad").then().statusCode(200).header(REPLAYED, nullValue()).extract()
                .path("id");

        create("k-502", "our key is bad").then().statusCode(200).header(REPLAYED, equalTo("true"))
                .body("id", equalTo(id));
        assertThat(vendor.creates("our key is bad")).hasSize(2);
    }

    @Test
    void an_unknown_outcome_stays_unknown_however_often_it_is_asked_for() {
        vendor.onCreate("lost by key", Replies.reset());
        String id = create("k-lost", "lost by key").path("id");

        create("k-lost", "lost by key").then().statusCode(200).header(REPLAYED, equalTo("true"))
                .body("id", equalTo(id)).body("error.code", equalTo("submission_unknown"));

        assertThat(vendor.creates("lost by key")).hasSize(1);
    }
}
