package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.GENERATIONS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.as;
import static dev.zoetrope.api.Calls.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

/** Retries of clients without an idempotency key. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class SilentRetryTest {
    FakeVendor vendor;

    private static Response retry(int count, String prompt) {
        return alice().contentType(ContentType.JSON).header("x-stainless-retry-count", count).body(body(prompt))
                .post(GENERATIONS);
    }

    private static String id(Response created) {
        return created.then().statusCode(200).extract().path("id");
    }

    /** Sends creates and closes their connections before the vendor has answered. */
    private void hangUp(int creates, String prompt) {
        int before = vendor.creates(prompt).size();
        List<RawHttp> clients = IntStream.range(0, creates).mapToObj(i -> new RawHttp(RestAssured.port)
                .send(RawHttp.create(WithFakeVendor.ALICE, body(prompt)))).toList();
        await().until(() -> vendor.creates(prompt).size() == before + creates);
        clients.forEach(RawHttp::reset);
        awaitClientBackOff(prompt);
    }

    /** Waits as long as the back-off of a client, and checks that nothing is sent meanwhile. */
    private void awaitClientBackOff(String prompt) {
        int sent = vendor.creates(prompt).size();
        await().during(Duration.ofMillis(250)).until(() -> vendor.creates(prompt).size() == sent);
    }

    @Test
    void a_stated_retry_is_given_the_task_of_the_create_it_repeats() {
        String id = id(Calls.create("stated retry"));

        assertThat(id(retry(1, "stated retry"))).isEqualTo(id);
        assertThat(id(retry(2, "stated retry"))).isEqualTo(id);

        assertThat(vendor.creates("stated retry")).hasSize(1);
    }

    @Test
    void a_create_serves_one_retry_of_each_count() {
        String first = id(Calls.create("two retries"));
        String second = id(Calls.create("two retries"));

        assertThat(id(retry(1, "two retries"))).isEqualTo(second);
        assertThat(id(retry(1, "two retries"))).isEqualTo(first);
        assertThat(id(retry(1, "two retries"))).isNotIn(first, second);

        assertThat(vendor.creates("two retries")).hasSize(3);
    }

    @Test
    void a_first_try_is_never_a_stated_retry() {
        String id = id(retry(0, "count zero"));

        retry(0, "count zero").then().statusCode(200).body("id", not(equalTo(id)));

        assertThat(vendor.creates("count zero")).hasSize(2);
    }

    @Test
    void a_stated_retry_joins_the_create_under_way() {
        vendor.onCreate("sdk timeout", Replies.later(1000, Replies.accepted()));
        CompletableFuture<Response> first = CompletableFuture.supplyAsync(() -> Calls.create("sdk timeout"));
        await().until(() -> vendor.creates("sdk timeout").size() == 1);

        String second = id(retry(1, "sdk timeout"));

        assertThat(second).isEqualTo(id(first.join()));
        assertThat(vendor.creates("sdk timeout")).hasSize(1);
    }

    @Test
    void an_equal_create_after_a_lost_answer_is_the_retry() {
        vendor.onCreate("lost answer", Replies.later(500, Replies.accepted()));
        hangUp(1, "lost answer");

        String id = id(Calls.create("lost answer"));

        alice().get(Calls.TASKS + id).then().statusCode(200);
        assertThat(vendor.creates("lost answer")).hasSize(1);
        Calls.create("lost answer").then().statusCode(200).body("id", not(equalTo(id)));
        assertThat(vendor.creates("lost answer")).as("the answer before arrived, so this create is a new one").hasSize(2);
    }

    @Test
    void a_retry_that_is_cut_off_too_can_be_retried() {
        vendor.onCreate("cut twice", Replies.later(1500, Replies.accepted()));
        hangUp(1, "cut twice");
        RawHttp second = new RawHttp(RestAssured.port).send(RawHttp.create(WithFakeVendor.ALICE, body("cut twice")));
        awaitClientBackOff("cut twice");
        second.reset();
        awaitClientBackOff("cut twice");

        id(Calls.create("cut twice"));

        assertThat(vendor.creates("cut twice")).hasSize(1);
    }

    @Test
    void an_unknown_outcome_whose_answer_was_lost_is_not_sent_again() {
        vendor.onCreate("lost twice", Replies.later(300, Replies.reset()));
        hangUp(1, "lost twice");

        Calls.create("lost twice").then().statusCode(200).body("error.code", equalTo("submission_unknown"));

        assertThat(vendor.creates("lost twice")).hasSize(1);
    }

    @Test
    void three_equal_creates_that_were_answered_stay_three() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            ids.add(id(Calls.create("three answered")));
        }

        assertThat(ids).hasSize(3);
        assertThat(vendor.creates("three answered")).hasSize(3);
    }

    @Test
    void three_equal_creates_at_the_same_time_stay_three() {
        vendor.onCreate("three at once", Replies.later(300, Replies.accepted()));

        List<CompletableFuture<Response>> three = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> Calls.create("three at once"))).toList();

        assertThat(three.stream().map(CompletableFuture::join).map(SilentRetryTest::id)).doesNotHaveDuplicates();
        assertThat(vendor.creates("three at once")).hasSize(3);
    }

    @Test
    void three_equal_creates_that_were_cut_off_stay_three_when_all_are_retried() {
        vendor.onCreate("three cut off", Replies.later(500, Replies.accepted()));
        hangUp(3, "three cut off");

        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            ids.add(id(retry(1, "three cut off")));
        }

        assertThat(ids).hasSize(3);
        assertThat(vendor.creates("three cut off")).hasSize(3);
    }

    @Test
    void another_callers_equal_create_is_its_own() {
        vendor.onCreate("same of two", Replies.later(300, Replies.accepted()));
        hangUp(1, "same of two");

        as(WithFakeVendor.BOB).contentType(ContentType.JSON).header("x-stainless-retry-count", 1)
                .body(body("same of two")).post(GENERATIONS).then().statusCode(200);

        assertThat(vendor.creates("same of two")).hasSize(2);
    }

    @Test
    void a_refused_create_is_sent_again_when_it_is_retried() {
        vendor.onCreate("refused quietly", Replies.error(422, null, "moderation", "No."));
        Calls.create("refused quietly").then().statusCode(422);

        retry(1, "refused quietly").then().statusCode(422);

        assertThat(vendor.creates("refused quietly")).hasSize(2);
    }
}
