package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.GENERATIONS;
import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.createTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** The header {@code Prefer}: a caller decides how long it waits for the response. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class PreferTest {
    private static final String FILM = "https://cdn.example.com/v.mp4";
    private static final String APPLIED = "Preference-Applied";

    FakeVendor vendor;

    private String vendorId(String prompt) {
        return vendor.creates(prompt).get(0).vendorId();
    }

    private static RequestSpecification prefer(String preference) {
        return alice().header("Prefer", preference);
    }

    private static Response create(String preference, String prompt) {
        return prefer(preference).contentType("application/json").body(Calls.body(prompt)).post(GENERATIONS);
    }

    /** Waits for less time than a request with {@code wait=45}: it is answered because its task has ended. */
    private static <T> T join(CompletableFuture<T> answer) {
        return answer.orTimeout(40, TimeUnit.SECONDS).join();
    }

    private String newestTaskId(String prompt) {
        await().until(() -> vendor.creates(prompt).size() == 1);
        await().until(() -> alice().get("/v1/tasks?limit=1").jsonPath().getList("data").size() == 1);
        return alice().get("/v1/tasks?limit=1").jsonPath().getString("data[0].id");
    }

    /** Ends the task: another request polls the vendor. */
    private void end(String id, String prompt) {
        vendor.onQuery(vendorId(prompt), Replies.completed(FILM));
        await().until(() -> "completed".equals(alice().get(TASKS + id + "?sync_upstream=true").path("status")));
    }

    @Test
    void a_query_is_answered_when_the_task_ends() {
        // Given: the query has polled the vendor before it waits
        String id = createTask("waits");
        CompletableFuture<Response> waiting = CompletableFuture.supplyAsync(() -> prefer("wait=45").get(TASKS + id));
        await().until(() -> vendor.asks(vendorId("waits")) == 1);
        // When
        end(id, "waits");
        // Then
        join(waiting).then().statusCode(200).body("status", equalTo("completed")).header(APPLIED, equalTo("wait=45"));
    }

    @Test
    void a_query_is_answered_when_the_time_is_up() {
        String id = createTask("times up");
        long start = System.nanoTime();

        join(CompletableFuture.supplyAsync(() -> prefer("wait=1").get(TASKS + id))).then().statusCode(200)
                .body("status", equalTo("processing")).header(APPLIED, equalTo("wait=1"));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(900));
        assertThat(vendor.asks(vendorId("times up"))).as("the wait causes no poll").isEqualTo(1);
    }

    @Test
    void an_ended_task_is_not_waited_for_and_what_is_granted_is_told() {
        String id = createTask("ended already");
        end(id, "ended already");

        prefer("wait=4000").get(TASKS + id).then().statusCode(200).header(APPLIED, equalTo("wait=55"));
        prefer("wait").get(TASKS + id).then().statusCode(200).header(APPLIED, equalTo("wait=55"));
        prefer("wait=soon").get(TASKS + id).then().statusCode(200).header(APPLIED, nullValue());
        prefer("respond-async").get(TASKS + id).then().statusCode(200).header(APPLIED, nullValue());
    }

    @Test
    void a_foreign_task_is_not_waited_for() {
        String id = createTask("not yours to wait for");

        Calls.as(WithFakeVendor.BOB).header("Prefer", "wait=30").get(TASKS + id).then().statusCode(404);
    }

    @Test
    void a_create_is_answered_when_the_task_ends() {
        // Given
        CompletableFuture<Response> waiting = CompletableFuture.supplyAsync(() -> create("wait=45", "create waits"));
        String id = newestTaskId("create waits");
        // When
        end(id, "create waits");
        // Then
        join(waiting).then().statusCode(200).body("id", equalTo(id)).body("status", equalTo("completed"))
                .body("results[0].url", equalTo(FILM)).header(APPLIED, equalTo("wait=45"));
        assertThat(vendor.creates("create waits")).hasSize(1);
    }

    @Test
    void a_create_is_answered_when_the_time_is_up_whatever_the_setting_says() {
        vendor.onCreate("short patience", Replies.later(1800, Replies.accepted()));
        long start = System.nanoTime();

        create("wait=1", "short patience").then().statusCode(200).body("status", equalTo("pending"))
                .header(APPLIED, equalTo("wait=1"));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(900));
        assertThat(vendor.creates("short patience")).hasSize(1);
    }

    @Test
    void a_refusal_while_it_waits_is_answered_as_such() {
        vendor.onCreate("refused", Replies.error(422, "invalid_request_error", "too_dark", "Too dark."));

        create("wait=30", "refused").then().statusCode(422).body("error.code", equalTo("too_dark"));
    }

    @Test
    void respond_async_is_answered_once_it_is_written_down_and_sent_once() {
        // Given: a slow vendor
        vendor.onCreate("async", Replies.later(1500, Replies.accepted()));
        // When
        Response answer = create("respond-async", "async");
        // Then
        String id = answer.then().statusCode(202).body("status", equalTo("pending"))
                .header(APPLIED, equalTo("respond-async")).extract().path("id");
        assertThat(answer.header("Location")).isEqualTo(TASKS + id);
        alice().get(answer.header("Location")).then().statusCode(200).body("id", equalTo(id));
        await().until(() -> vendor.creates("async").size() == 1);
        end(id, "async");
        assertThat(vendor.creates("async")).hasSize(1);
    }

    @Test
    void respond_async_with_a_wait_is_202_only_when_the_time_is_up() {
        create("respond-async, wait=1", "async and wait").then().statusCode(202)
                .header(APPLIED, equalTo("respond-async, wait=1"));
        vendor.onCreate("async and refused", Replies.error(422, "invalid_request_error", "too_dark", "Too dark."));
        create("respond-async, wait=30", "async and refused").then().statusCode(422);
    }

    @Test
    void a_replayed_create_waits_like_a_new_one() {
        String id = alice().header("Idempotency-Key", "waits").contentType("application/json")
                .body(Calls.body("replayed wait")).post(GENERATIONS).path("id");
        CompletableFuture<Response> waiting = CompletableFuture.supplyAsync(() -> prefer("wait=45")
                .header("Idempotency-Key", "waits").contentType("application/json").body(Calls.body("replayed wait"))
                .post(GENERATIONS));
        await().during(Duration.ofMillis(300)).until(() -> !waiting.isDone());
        end(id, "replayed wait");

        join(waiting).then().statusCode(200).header("Idempotency-Replayed", equalTo("true"))
                .body("status", equalTo("completed"));
        assertThat(vendor.creates("replayed wait")).hasSize(1);
    }

    @Test
    void who_hangs_up_while_waiting_disturbs_nobody() {
        String id = createTask("hangs up");
        for (int i = 0; i < 20; i++) {
            new RawHttp(RestAssured.port).send("GET " + TASKS + id + " HTTP/1.1\r\nHost: localhost\r\nPrefer: wait=60\r\n"
                    + "Authorization: Bearer " + WithFakeVendor.ALICE + "\r\n\r\n").reset();
        }
        CompletableFuture<Response> waiting = CompletableFuture.supplyAsync(() -> prefer("wait=45").get(TASKS + id));
        end(id, "hangs up");

        join(waiting).then().statusCode(200).body("status", equalTo("completed"));
    }
}
