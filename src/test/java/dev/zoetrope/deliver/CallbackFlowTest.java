package dev.zoetrope.deliver;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.as;
import static dev.zoetrope.api.Calls.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Receiver;
import dev.zoetrope.fake.Receiver.Received;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;

/** From a create with a callback URL to the callback; the list of deliveries and their redelivery. */
@QuarkusTest
@WithTestResource(WithReceiver.class)
class CallbackFlowTest {
    private static final String DELIVERIES = "/v1/webhooks/deliveries";

    FakeVendor vendor;
    Receiver receiver;

    private static Response create(String key, String prompt, String url) {
        return as(key).contentType(ContentType.JSON)
                .body(Calls.body(prompt).replace("}", ",\"callback_url\":\"" + url + "\"}")).post(Calls.GENERATIONS);
    }

    /** Creates a task of Alice whose callback path has the same name as its prompt; returns the task's id. */
    private String created(String prompt) {
        return create(WithFakeVendor.ALICE, prompt, receiver.url("/" + prompt)).then().statusCode(200).extract().path("id");
    }

    private void refreshFromVendor(String id) {
        alice().get(TASKS + id + "?sync_upstream=true").then().statusCode(200);
    }

    private List<Received> received(String prompt, int count) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(receiver.received("/" + prompt)).hasSize(count));
        return receiver.received("/" + prompt);
    }

    private static JsonObject delivery(String task, String state) {
        JsonObject[] found = new JsonObject[1];
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonObject list = new JsonObject(alice().get(DELIVERIES + "?task=" + task + "&state=" + state).asString());
            assertThat(list.getJsonArray("data")).hasSize(1);
            found[0] = list.getJsonArray("data").getJsonObject(0);
        });
        return found[0];
    }

    @Test
    void a_video_is_called_back_with_the_query_answer_and_verifies() throws Exception {
        vendor.onCreate("called-back", WithReceiver.completing(vendor));
        String id = created("called-back");
        refreshFromVendor(id);

        Received seen = received("called-back", 1).get(0);

        JsonObject answer = new JsonObject(alice().get(TASKS + id).asString());
        assertThat(new JsonObject(seen.body()).fieldNames()).isEqualTo(answer.fieldNames());
        assertThat(new JsonObject(seen.body()).getString("status")).isEqualTo("completed");
        assertThat(vendor.creates("called-back").get(0).body().containsKey("callback_url")).isFalse();
        new Webhook(Secrets.ALICE).verify(seen.body(), seen.signed());
        new Webhook(Secrets.ALICE_NEW).verify(seen.body(), seen.signed());
        assertThatThrownBy(() -> new Webhook(Secrets.BOB).verify(seen.body(), seen.signed()))
                .isInstanceOf(WebhookVerificationException.class);
        JsonObject delivery = delivery(id, "delivered");
        assertThat(delivery.getString("id")).isEqualTo(seen.id());
        assertThat(delivery.getInteger("last_status")).isEqualTo(204);
        assertThat(delivery.getString("url")).isEqualTo("http://127.0.0.1:" + receiver.port());
    }

    @Test
    void each_callers_callbacks_are_signed_with_its_own_secret() throws Exception {
        vendor.onCreate("bobs", Replies.error(400, "invalid_request_error", "bad", "no"));
        create(WithFakeVendor.BOB, "bobs", receiver.url("/bobs")).then().statusCode(400);

        Received seen = received("bobs", 1).get(0);

        assertThatCode(() -> new Webhook(Secrets.BOB).verify(seen.body(), seen.signed())).doesNotThrowAnyException();
        assertThatThrownBy(() -> new Webhook(Secrets.ALICE).verify(seen.body(), seen.signed()))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void a_create_that_is_refused_while_its_caller_waits_is_an_end_too() {
        vendor.onCreate("refused", Replies.error(422, "invalid_request_error", "too_dark", "Too dark."));
        create(WithFakeVendor.ALICE, "refused", receiver.url("/refused")).then().statusCode(422);

        JsonObject body = new JsonObject(received("refused", 1).get(0).body());

        assertThat(body.getString("status")).isEqualTo("failed");
        assertThat(body.getJsonObject("error").getString("code")).isEqualTo("too_dark");
    }

    @Test
    void a_lost_answer_and_its_reconciliation_are_two_events() {
        vendor.onCreate("lost", Replies.reset());
        String id = created("lost");
        assertThat(new JsonObject(received("lost", 1).get(0).body()).getJsonObject("error").getString("code"))
                .isEqualTo("submission_unknown");
        vendor.onQuery("vendor-found", Replies.completed("https://cdn.example.com/found.mp4"));

        operator().contentType(ContentType.JSON).body("{\"outcome\":\"created\",\"vendor_id\":\"vendor-found\"}")
                .post(TASKS + id + "/reconcile").then().statusCode(200);
        refreshFromVendor(id);

        assertThat(received("lost", 2)).extracting(Received::id).doesNotHaveDuplicates();
        assertThat(new JsonObject(receiver.received("/lost").get(1).body()).getString("status")).isEqualTo("completed");
    }

    @Test
    void a_cancelled_task_is_called_back() {
        vendor.onCreate("cancelled", Replies.raw(429, "", "Retry-After", "3600"));
        String id = created("cancelled");
        alice().post(TASKS + id + "/cancel").then().statusCode(200);

        assertThat(new JsonObject(received("cancelled", 1).get(0).body()).getString("status")).isEqualTo("cancelled");
    }

    @Test
    void what_was_not_taken_can_be_delivered_again_by_its_caller_and_by_an_operator() {
        receiver.on("/again", 500);
        vendor.onCreate("again", WithReceiver.completing(vendor));
        String task = created("again");
        refreshFromVendor(task);
        received("again", 1);
        String id = delivery(task, "waiting").getString("id");
        assertThat(delivery(task, "waiting").getString("last_error")).isEqualTo("refused");
        receiver.on("/again", 200);

        as(WithFakeVendor.BOB).post(DELIVERIES + "/" + id + "/redeliver").then().statusCode(404)
                .body("error.type", equalTo("not_found"));
        alice().post(DELIVERIES + "/" + id + "/redeliver").then().statusCode(200).body("state", equalTo("waiting"))
                .body("attempts", equalTo(0)).body("id", equalTo(id));
        delivery(task, "delivered");
        operator().post(DELIVERIES + "/" + id + "/redeliver").then().statusCode(409)
                .body("error.type", equalTo("conflict")).body("error.code", equalTo("redelivered_recently"));

        assertThat(received("again", 2)).extracting(Received::id).containsOnly(id);
        assertThat(receiver.received("/again").get(1).headers().get("webhook-signature"))
                .isNotEmpty();
    }

    @Test
    void an_operator_delivers_anybodys_again() {
        vendor.onCreate("operators", WithReceiver.completing(vendor));
        String task = created("operators");
        refreshFromVendor(task);
        String id = delivery(task, "delivered").getString("id");

        operator().post(DELIVERIES + "/" + id + "/redeliver").then().statusCode(200).body("id", equalTo(id));

        assertThat(received("operators", 2)).extracting(Received::id).containsOnly(id);
    }

    @Test
    void a_list_is_the_callers_own() {
        vendor.onCreate("alices", WithReceiver.completing(vendor));
        String task = created("alices");
        refreshFromVendor(task);
        delivery(task, "delivered");

        as(WithFakeVendor.BOB).get(DELIVERIES + "?task=" + task).then().statusCode(200).body("data.size()", equalTo(0));
        alice().get(DELIVERIES + "?limit=1").then().statusCode(200).body("object", equalTo("list"))
                .body("data.size()", equalTo(1)).body("data[0].object", equalTo("webhook.delivery"))
                .body("data[0].url", org.hamcrest.Matchers.not(org.hamcrest.Matchers.containsString("/alices")));
        operator().get(DELIVERIES).then().statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({ "task=x, task", "state=sent, state", "limit=0, limit", "limit=101, limit", "limit=ten, limit",
            "after=msg_1, after" })
    void a_bad_parameter_is_named(String query, String param) {
        alice().get(DELIVERIES + "?" + query).then().statusCode(422).body("error.details.param", hasItem(param))
                .body("error.param", equalTo(param));
    }

    @Test
    void there_is_no_delivery_of_another_form() {
        alice().post(DELIVERIES + "/none/redeliver").then().statusCode(404).body("error.code", nullValue());
        alice().post(DELIVERIES + "/msg_1757165031-uyujaw3d-1f0a9c3e/redeliver").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({ "ftp://example.com/, invalid_url", "http://169.254.169.254/x, private_address" })
    void what_is_not_allowed_is_seen_at_once(String url, String code) {
        create(WithFakeVendor.ALICE, "not allowed", url).then().statusCode(422).body("error.param", equalTo("callback_url"))
                .body("error.code", equalTo(code));
        assertThat(vendor.creates("not allowed")).isEmpty();
    }

    @Test
    void a_retry_of_a_refused_create_calls_back_once() {
        vendor.onCreate("replayed", Replies.error(400, "invalid_request_error", "bad", "no"));
        for (int i = 0; i < 3; i++) {
            as(WithFakeVendor.ALICE).header("Idempotency-Key", "callback-replay").contentType(ContentType.JSON)
                    .body(Calls.body("replayed").replace("}", ",\"callback_url\":\"" + receiver.url("/replayed") + "\"}"))
                    .post(Calls.GENERATIONS).then().statusCode(400);
        }
        received("replayed", 1);
        create(WithFakeVendor.ALICE, "replayed", receiver.url("/replayed-else")).then().statusCode(400);

        received("replayed-else", 1);

        assertThat(receiver.received("/replayed")).hasSize(1);
    }

    @Test
    void the_timeline_says_when_the_receiver_had_it() {
        String id = created("told-in-time");
        vendor.onQuery(vendor.creates("told-in-time").get(0).vendorId(), Replies.told("failed", 0,
                Map.of("error", Map.of("code", "dark", "message", "too dark"))));
        refreshFromVendor(id);
        JsonObject delivered = delivery(id, "delivered");

        JsonObject task = new JsonObject(alice().get(TASKS + id + "?include=timeline,request").asString());

        JsonObject last = task.getJsonArray("timeline").getJsonObject(task.getJsonArray("timeline").size() - 1);
        assertThat(last.getString("event")).isEqualTo("called_back");
        assertThat(last.getDouble("at").longValue()).isEqualTo(delivered.getLong("last_try"));
        assertThat(task.getJsonObject("request").getString("callback_url")).isEqualTo(receiver.url("/told-in-time"));
    }
}
