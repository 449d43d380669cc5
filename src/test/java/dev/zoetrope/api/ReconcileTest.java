package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.GENERATIONS;
import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.as;
import static dev.zoetrope.api.Calls.body;
import static dev.zoetrope.api.Calls.create;
import static dev.zoetrope.api.Calls.createTask;
import static dev.zoetrope.api.Calls.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;

/** An operator reconciles a task whose outcome only the vendor knows. */
@QuarkusTest
@WithTestResource(value = WithFakeVendor.class)
class ReconcileTest {
    FakeVendor vendor;

    /** Creates a task that the vendor accepted, but whose answer was lost. */
    private String createUnknown(String prompt) {
        vendor.onCreate(prompt, Replies.reset());
        return create(prompt).then().statusCode(200).body("error.code", equalTo("submission_unknown")).extract()
                .path("id");
    }

    private String vendorId(String prompt) {
        return vendor.creates(prompt).get(0).vendorId();
    }

    private static Response reconcile(String id, String verdict) {
        return operator().contentType("application/json").body(verdict).post(TASKS + id + "/reconcile");
    }

    private static ValidatableResponse reconcileCreated(String id, String vendorId) {
        return reconcile(id, "{\"outcome\":\"created\",\"vendor_id\":\"" + vendorId + "\"}").then();
    }

    private static ValidatableResponse reconcileNotCreated(String id) {
        return reconcile(id, "{\"outcome\":\"not_created\"}").then();
    }

    @Test
    void a_create_the_vendor_has_is_followed_to_its_end_and_not_sent_again() {
        String id = createUnknown("it was there");

        reconcileCreated(id, vendorId("it was there")).statusCode(200).body("id", equalTo(id))
                .body("status", equalTo("processing")).body("task_info.can_cancel", equalTo(false));

        vendor.onQuery(vendorId("it was there"), Replies.completed("https://cdn.example.com/it.mp4"));
        alice().get(TASKS + id + "?sync_upstream=true").then().body("status", equalTo("completed"))
                .body("results[0].url", equalTo("https://cdn.example.com/it.mp4"));
        assertThat(vendor.creates("it was there")).hasSize(1);
    }

    @Test
    void a_create_the_vendor_never_had_ends_for_good() {
        String id = createUnknown("it was not there");

        reconcileNotCreated(id).statusCode(200).body("status", equalTo("failed")).body("error.code", equalTo("not_created"));

        alice().get(TASKS + id + "?sync_upstream=true").then().body("error.code", equalTo("not_created"));
        reconcileCreated(id, "some-id").statusCode(409).body("error.type", equalTo("conflict"))
                .body("error.code", equalTo("not_reconcilable"));
        assertThat(vendor.creates("it was not there")).hasSize(1);
    }

    @Test
    void to_say_the_same_again_changes_nothing_and_to_say_otherwise_is_409() {
        String there = createUnknown("said twice, there");
        String gone = createUnknown("said twice, gone");
        reconcileCreated(there, "said-twice").statusCode(200);
        reconcileNotCreated(gone).statusCode(200);

        String again = reconcileCreated(there, "said-twice").statusCode(200).extract().asString();
        reconcileNotCreated(gone).statusCode(200).body("error.code", equalTo("not_created"));

        reconcileCreated(there, "another").statusCode(409).body("error.code", equalTo("not_reconcilable"));
        reconcileNotCreated(there).statusCode(409).body("error.code", equalTo("not_reconcilable"));
        assertThat(alice().get(TASKS + there).path("status").toString())
                .isEqualTo(new io.vertx.core.json.JsonObject(again).getString("status"));
    }

    @Test
    void a_vendor_id_that_another_task_has_is_409_and_the_task_stays_unknown() {
        createTask("owner of the id");
        String id = createUnknown("wants the id");

        reconcileCreated(id, vendorId("owner of the id")).statusCode(409).body("error.type", equalTo("conflict"))
                .body("error.code", equalTo("vendor_id_taken"));

        alice().get(TASKS + id).then().body("error.code", equalTo("submission_unknown"));
        reconcileCreated(id, vendorId("wants the id")).statusCode(200);
    }

    @Test
    void only_an_unknown_outcome_can_be_settled() {
        vendor.onCreate("deferred here", Replies.raw(429, "", "Retry-After", "3600"));
        vendor.onCreate("refused here", Replies.error(400, "x", "submission_unknown", "A vendor with our words."));
        String deferred = createTask("deferred here");
        String running = createTask("running here");
        create("refused here").then().statusCode(400);
        String refused = alice().get("/v1/tasks?status=failed&limit=1").path("data[0].id");
        String failed = createTask("failed here");
        vendor.onQuery(vendorId("failed here"), Replies.told("failed", 10, java.util.Map.of()));
        alice().get(TASKS + failed + "?sync_upstream=true").then().body("status", equalTo("failed"));

        for (String id : new String[] { deferred, running, refused, failed }) {
            reconcileNotCreated(id).statusCode(409).body("error.code", equalTo("not_reconcilable"));
            reconcileCreated(id, "nothing-of-it").statusCode(409).body("error.code", equalTo("not_reconcilable"));
        }
    }

    @Test
    void the_task_may_be_any_callers_and_stays_its_own() {
        vendor.onCreate("of bob", Replies.reset());
        String id = as(WithFakeVendor.BOB).contentType("application/json").body(body("of bob")).post(GENERATIONS)
                .path("id");

        reconcileCreated(id, vendorId("of bob")).statusCode(200);

        as(WithFakeVendor.BOB).get(TASKS + id).then().statusCode(200).body("status", equalTo("processing"));
        alice().get(TASKS + id).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({ "task-unified-1757165031-uyujaw3d", "nonsense", "vendor-1" })
    void an_unknown_task_is_404(String id) {
        reconcileNotCreated(id).statusCode(404).body("error.type", equalTo("not_found"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "``|400|invalid_json", "[]|400|invalid_json",
            "{\"outcome\":\"created\",\"outcome\":\"created\"}|400|invalid_json",
            "{\"outcome\":\"maybe\"}|422|invalid_value", "{\"outcome\":\"created\"}|422|required",
            "{\"outcome\":\"not_created\",\"why\":\"x\"}|422|unknown_member", "{\"outcome\":5}|422|invalid_type" })
    void a_faulty_body_changes_nothing(String verdict, int status, String code) {
        String id = createUnknown("faulty " + verdict.hashCode());

        reconcile(id, verdict).then().statusCode(status).body("error.code", equalTo(code))
                .body("error.type", equalTo("invalid_request_error"));

        alice().get(TASKS + id).then().body("error.code", equalTo("submission_unknown"));
    }

    @Test
    void a_body_of_another_type_or_size_is_refused_as_everywhere() {
        String path = TASKS + "task-unified-1757165031-uyujaw3d/reconcile";

        operator().contentType("text/plain").body("{\"outcome\":\"not_created\"}").post(path).then().statusCode(415);
        // Only the length is sent: a client that still sends when the connection is closed may lose the answer.
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            assertThat(client.send(RawHttp.head(WithFakeVendor.OPS).replace("/v1/videos/generations", path)
                    + "Content-Length: 1048577\r\n\r\n").all()).startsWith("HTTP/1.1 413 ");
        }
        operator().get(path).then().statusCode(405);
    }
}
