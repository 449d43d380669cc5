package dev.zoetrope.upstream.dashscope;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.fake.FakeDashScope;
import dev.zoetrope.fake.FakeDashScope.Seen;
import dev.zoetrope.fake.FakeVendor.Reply;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeDashScope;
import dev.zoetrope.upstream.PollOutcome;
import dev.zoetrope.upstream.ProtocolFixtures;
import dev.zoetrope.upstream.SendOutcome;
import dev.zoetrope.upstream.VendorCalls;
import dev.zoetrope.upstream.VendorConnector;
import dev.zoetrope.upstream.VendorKey;
import dev.zoetrope.video.VendorObservation.Phase;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** The protocol over real HTTP: what the caller gets, and what the vendor sees. */
@QuarkusTest
@WithTestResource(WithFakeDashScope.class)
class DashScopeHttpTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final VendorKey KEY = ProtocolFixtures.key(FakeDashScope.KEY);

    FakeDashScope vendor;

    private static ValidatableResponse post(String members) {
        return given().header("Authorization", "Bearer " + WithFakeDashScope.ALICE).contentType(ContentType.JSON)
                .body("{\"model\":\"wan-2.7-text-to-video\"," + members + "}").post("/v1/videos/generations").then();
    }

    private static ValidatableResponse create(String prompt) {
        return post("\"prompt\":\"" + prompt + "\"");
    }

    private static RequestSpecification caller() {
        return given().header("Authorization", "Bearer " + WithFakeDashScope.ALICE);
    }

    private static ValidatableResponse refreshed(String id) {
        return given().header("Authorization", "Bearer " + WithFakeDashScope.ALICE)
                .get("/v1/tasks/" + id + "?sync_upstream=true").then();
    }

    private String acceptedByVendor(String prompt) {
        return vendor.creates(prompt).get(0).taskId();
    }

    @Test
    void the_vendor_gets_a_create_as_it_documents_it() {
        create("as documented").statusCode(200).body("error", nullValue());

        assertThat(vendor.creates("as documented")).hasSize(1);
        Seen seen = vendor.creates("as documented").get(0);
        assertThat(seen.method()).isEqualTo("POST");
        assertThat(seen.headers().get("X-DashScope-Async")).isEqualTo("enable");
        assertThat(seen.headers().get("Content-Type")).startsWith("application/json");
        assertThat(seen.headers().get("Accept-Encoding")).isEqualTo("identity");
        assertThat(seen.headers().contains(VendorCalls.ATTEMPT_HEADER)).isFalse();
        assertThat(seen.body().encode()).isEqualTo("{\"model\":\"wan2.7-t2v\",\"input\":{\"prompt\":\"as documented\"},"
                + "\"parameters\":{\"resolution\":\"1080P\",\"duration\":5}}");
    }

    @Test
    void a_caller_gets_the_video() {
        String id = create("a video").statusCode(200).extract().path("id");
        vendor.setStatus(acceptedByVendor("a video"), "RUNNING");
        refreshed(id).statusCode(200).body("status", equalTo("processing"));
        vendor.succeed(acceptedByVendor("a video"), "https://results.example/a.mp4");

        refreshed(id).statusCode(200).body("status", equalTo("completed"))
                .body("results[0].url", equalTo("https://results.example/a.mp4"));
    }

    @Test
    void a_caller_gets_the_failure_of_the_task() {
        String id = create("a failure").statusCode(200).extract().path("id");
        vendor.fail(acceptedByVendor("a failure"), "DataInspectionFailed", "No.");

        refreshed(id).statusCode(200).body("status", equalTo("failed")).body("error.code", equalTo("DataInspectionFailed"))
                .body("error.message", equalTo("No."));
    }

    @Test
    void a_refusal_of_the_input_is_the_answer() {
        vendor.onCreate("refused", FakeDashScope.error(400, "InvalidParameter", "The prompt is bad."));

        create("refused").statusCode(400).body("error.code", equalTo("InvalidParameter"))
                .body("error.message", equalTo("The prompt is bad."));
        assertThat(vendor.creates("refused")).hasSize(1);
    }

    /** The create may be billed, so it is not sent again. */
    @Test
    void a_lost_answer_is_never_followed_by_another_create() {
        for (Map.Entry<String, Reply> lost : Map.of("reset", Replies.reset(), "silent", Replies.silence(), "broken",
                FakeDashScope.error(500, "InternalError", "An internal error.")).entrySet()) {
            vendor.onCreate(lost.getKey(), lost.getValue());

            create(lost.getKey()).statusCode(200).body("status", equalTo("failed")).body("error.code",
                    equalTo("submission_unknown"));
            assertThat(vendor.creates(lost.getKey())).as(lost.getKey()).hasSize(1);
        }
    }

    @Test
    void a_throttled_create_stays_pending() {
        vendor.onCreate("throttled", FakeDashScope.error(429, "Throttling.RateQuota", "Slow down.", "Retry-After", "600"));

        create("throttled").statusCode(200).body("status", equalTo("pending"));
        assertThat(vendor.creates("throttled")).hasSize(1);
    }

    @Test
    void a_create_that_the_vendor_cannot_carry_is_not_sent() {
        post("\"prompt\":\"unsafe\",\"enable_safety_checker\":false").statusCode(422)
                .body("error.code", equalTo("unsupported_by_vendor")).body("error.param", equalTo("enable_safety_checker"));

        assertThat(vendor.creates("unsafe")).isEmpty();
    }

    private String createdId(String prompt) {
        return create(prompt).statusCode(200).body("task_info.can_cancel", equalTo(true)).extract().path("id");
    }

    private static ValidatableResponse cancel(String id) {
        return caller().post("/v1/tasks/" + id + "/cancel").then();
    }

    @Test
    void a_task_in_the_vendors_queue_is_cancelled_there() {
        String id = createdId("cancel me");

        cancel(id).statusCode(200).body("status", equalTo("cancelled"));
        cancel(id).statusCode(200).body("status", equalTo("cancelled"));

        String vendorId = vendor.creates("cancel me").get(0).taskId();
        assertThat(vendor.seen()).extracting(Seen::path).filteredOn(path -> path.endsWith(vendorId + "/cancel")).hasSize(1);
    }

    @Test
    void a_task_that_runs_is_not() {
        String id = createdId("too late");
        vendor.setStatus(vendor.creates("too late").get(0).taskId(), "RUNNING");

        cancel(id).statusCode(409).body("error.code", equalTo("not_cancellable"));

        assertThat(vendor.seen()).extracting(Seen::path).noneMatch(
                path -> path.endsWith(vendor.creates("too late").get(0).taskId() + "/cancel"));
        caller().get("/v1/tasks/" + id).then().body("task_info.can_cancel", equalTo(false));
    }

    @Test
    void a_lost_answer_to_a_cancel_changes_nothing_and_the_next_poll_decides() {
        String id = createdId("lost cancel");
        try {
            vendor.onCancel(Replies.reset());
            cancel(id).statusCode(409);
            caller().get("/v1/tasks/" + id).then().body("status", equalTo("pending"));
        } finally {
            vendor.onCancel(null);
        }
        vendor.setStatus(vendor.creates("lost cancel").get(0).taskId(), "CANCELED");

        cancel(id).statusCode(200).body("status", equalTo("cancelled"));
    }

    /** These calls have no guards around them and no gate, so each is one request. */
    @Test
    void the_calls_without_the_gateway() throws Exception {
        DashScopeCalls calls = new DashScopeCalls(connector());
        VendorCalls.Create create = new VendorCalls.Create(
                Bodies.request(Bodies.model("wan-2.7-text-to-video"), "{\"prompt\":\"direct\"}"),
                Bodies.model("wan-2.7-text-to-video"), "wan2.7-t2v");

        SendOutcome.Accepted accepted = calls.classifyCreate(calls.create(KEY, "1", create).await().atMost(LIMIT), KEY);
        String id = accepted.vendorId();
        assertThat(accepted.observation().phase()).isEqualTo(Phase.QUEUED);
        assertThat(calls.classifyCancel(calls.cancel(KEY, id).await().atMost(LIMIT))).isEqualTo(CancelOutcome.CANCELLED);
        assertThat(calls.classifyCancel(calls.cancel(KEY, id).await().atMost(LIMIT))).isEqualTo(CancelOutcome.NOT_PENDING);
        assertThat(poll(calls, KEY, id)).isInstanceOfSatisfying(PollOutcome.Observed.class,
                seen -> assertThat(seen.observation().phase()).isEqualTo(Phase.CANCELLED));
        assertThat(poll(calls, KEY, "no/such task")).isEqualTo(new PollOutcome.UnknownTask());
        assertThat(poll(calls, ProtocolFixtures.key("another-key"), id)).isEqualTo(new PollOutcome.KeyRefused());
        assertThat(vendor.seen()).extracting(Seen::path).contains("/api/v1/tasks/" + id + "/cancel",
                "/api/v1/tasks/no%2Fsuch%20task");
        calls.close();
    }

    private static PollOutcome poll(DashScopeCalls calls, VendorKey key, String id) {
        return calls.classifyPoll(calls.poll(key, id).await().atMost(LIMIT), key, id);
    }

    /** Clients of the REST client extension, which exist in the application only. */
    private VendorConnector connector() {
        return new VendorConnector() {
            @Override
            public URI base() {
                return URI.create(vendor.url());
            }

            @Override
            public <T> T clientForCreates(Class<T> api) {
                return QuarkusRestClientBuilder.newBuilder().baseUri(base()).disableDefaultMapper(true).build(api);
            }

            @Override
            public <T> T clientForPolls(Class<T> api) {
                return clientForCreates(api);
            }

            @Override
            public ObjectMapper json() {
                return Bodies.JSON;
            }

            @Override
            public Clock clock() {
                return Clock.systemUTC();
            }
        };
    }
}
