package dev.zoetrope.upstream;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.LogLines;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.VendorPair;
import dev.zoetrope.fake.WithFakeVendor;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What two vendors see of a create, and what the caller is answered, after each answer of the first one. */
@QuarkusTest
@WithTestResource(FailoverTest.TwoVendors.class)
class FailoverTest {
    private static final String FIRST_KEY = "first-key-one";
    private static final String OTHER_KEY = "first-key-two";
    private static final String SECOND_KEY = "second-key";

    VendorPair pair;
    private FakeVendor first;
    private FakeVendor second;

    @Inject
    Vendors vendors;

    @Inject
    Ledger ledger;

    @Inject
    Upstream upstream;

    /** A route of two vendors, of which the first has two keys. The default vendor is not in it. */
    public static class TwoVendors extends WithFakeVendor {
        private VendorPair pair;

        @Override
        public Map<String, String> tightened() {
            pair = new VendorPair(new FakeVendor(), new FakeVendor());
            Map<String, String> settings = new HashMap<>(Map.of("zoetrope.vendors.first.url", pair.first().url(),
                    "zoetrope.vendors.first.keys", FIRST_KEY + "," + OTHER_KEY,
                    "zoetrope.vendors.second.url", pair.second().url(), "zoetrope.vendors.second.keys", SECOND_KEY,
                    "zoetrope.vendors.second.models.\"wan-2.7-image-to-video\"", "their-wan",
                    "zoetrope.routes.\"wan-2.7-image-to-video\"", "first,second",
                    "zoetrope.submit.first-back-off", "200ms", "zoetrope.submit.longest-back-off", "1s"));
            settings.put("zoetrope.submit.wait", "5s");
            return settings;
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(pair, new TestInjector.MatchesType(VendorPair.class));
        }

        @Override
        public void stop() {
            super.stop();
            pair.first().close();
            pair.second().close();
        }
    }

    @BeforeEach
    void unpack() {
        first = pair.first();
        second = pair.second();
        end_all_rests();
    }

    private void end_all_rests() {
        vendors.byName.values().forEach(vendor -> vendor.accounts().forEach(VendorAccount::accepted));
    }

    private Task task(String id) {
        return ledger.find(new TaskId(id)).await().atMost(Duration.ofSeconds(5)).orElseThrow();
    }

    private static List<String> keys(FakeVendor vendor, String prompt) {
        return vendor.creates(prompt).stream().map(seen -> seen.headers().get("Authorization")).toList();
    }

    @ParameterizedTest
    @CsvSource({ "401, bad_key", "402, no_money", "403, not_enabled", "404, model_not_found" })
    void a_refused_account_passes_the_create_on_key_by_key_and_vendor_by_vendor(int status, String code) {
        String prompt = "refused account " + status;
        first.onCreate(prompt, Replies.error(status, "some_error", code, "Not for you."));

        String id;
        try (LogLines log = LogLines.all()) {
            id = create(prompt).then().statusCode(200).body("status", equalTo("pending")).body("error", nullValue())
                    .extract().path("id");
            assertThat(log.with("refused at first/", "next second/")).hasSize(1);
        }

        assertThat(keys(first, prompt)).containsExactlyInAnyOrder("Bearer " + FIRST_KEY, "Bearer " + OTHER_KEY);
        assertThat(keys(second, prompt)).containsExactly("Bearer " + SECOND_KEY);
        assertThat(second.creates(prompt).get(0).body().getString("model")).isEqualTo("their-wan");
        assertThat(task(id).pin()).isEqualTo(new Pin("second", VendorKey.of(SECOND_KEY).name()));
    }

    @Test
    void a_refused_key_rests() {
        first.onCreate("rests", Replies.error(401, "authentication_error", "bad_key", "No."));
        create("rests").then().statusCode(200);

        create("goes elsewhere").then().statusCode(200);

        assertThat(first.creates("goes elsewhere")).isEmpty();
        assertThat(second.creates("goes elsewhere")).hasSize(1);
    }

    @Test
    void a_deferred_create_is_passed_on() {
        first.onCreate("deferred", Replies.error(429, "rate_limit_error", "slow_down", "Later.", "Retry-After", "30"));

        create("deferred").then().statusCode(200).body("error", nullValue());

        assertThat(first.creates("deferred")).as("once for each key").hasSize(2);
        assertThat(second.creates("deferred")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({ "500, submission_unknown", "503, submission_unknown", "302, submission_unknown" })
    void a_lost_answer_is_never_passed_on(int status, String code) {
        String prompt = "lost " + status;
        first.onCreate(prompt, Replies.raw(status, "oops"));

        create(prompt).then().statusCode(200).body("status", equalTo("failed")).body("error.code", equalTo(code));

        assertThat(first.creates(prompt)).hasSize(1);
        assertThat(second.creates(prompt)).isEmpty();
    }

    @Test
    void a_refusal_of_the_input_is_never_passed_on() {
        first.onCreate("bad input", Replies.error(422, "invalid_request_error", "moderation", "No."));

        create("bad input").then().statusCode(422).body("error.code", equalTo("moderation"));

        assertThat(first.creates("bad input")).hasSize(1);
        assertThat(second.creates("bad input")).isEmpty();
    }

    @Test
    void a_lack_of_money_everywhere_is_said_and_anything_else_is_the_gateways_own_trouble() {
        first.onCreate("poor", Replies.error(401, "authentication_error", "bad_key", "No."));
        second.onCreate("poor", Replies.error(402, "insufficient_quota", "no_money", "Pay first."));
        create("poor").then().statusCode(402).body("error.code", equalTo("no_money"));
        end_all_rests();

        first.onCreate("unwelcome", Replies.error(401, "authentication_error", "bad_key", "No."));
        second.onCreate("unwelcome", Replies.error(403, "permission_error", "closed", "No."));
        create("unwelcome").then().statusCode(502).body("error.code", equalTo("upstream_refused"));
    }

    @Test
    void if_one_of_them_deferred_it_the_create_waits_and_the_choice_begins_anew() {
        first.onCreate("later", Replies.error(401, "authentication_error", "bad_key", "No."));
        second.onCreate("later", Replies.error(429, "rate_limit_error", "slow_down", "Later.", "Retry-After", "1"));

        String id = create("later").then().statusCode(200).body("status", equalTo("pending")).extract().path("id");
        assertThat(task(id).pin()).as("nobody has it").isNull();
        second.onCreate("later", Replies.accepted());

        await().atMost(Duration.ofSeconds(20)).until(() -> second.creates("later").size() == 2);
        await().until(() -> task(id).state().vendorId() != null);
        assertThat(task(id).pin().vendor()).isEqualTo("second");
    }

    @Test
    void a_task_is_asked_for_where_it_is_and_with_its_key() {
        first.onCreate("pinned", Replies.error(402, "insufficient_quota", "no_money", "Pay first."));
        String id = create("pinned").then().extract().path("id");
        String vendorId = second.creates("pinned").get(0).vendorId();

        alice().get(TASKS + id + "?sync_upstream=true").then().statusCode(200).body("status", equalTo("processing"));

        assertThat(second.asks(vendorId)).isEqualTo(1);
        assertThat(first.asks(vendorId)).isZero();
    }

    private PollOutcome ask(String key, int status) {
        first.onQuery("of-old-key", Replies.error(status, "some_error", "no", "No."));
        return upstream.ask(new Pin("first", key), "of-old-key", () -> true).await().atMost(Duration.ofSeconds(5));
    }

    @Test
    void an_answer_to_another_key_than_the_tasks_proves_nothing() {
        String own = VendorKey.of(FIRST_KEY).name();
        for (int status : new int[] { 401, 403, 404 }) {
            assertThat(ask("00000000", status)).as("%d with another key", status).isEqualTo(new PollOutcome.UnknownTask());
        }
        assertThat(ask(own, 401)).as("an outage").isEqualTo(new PollOutcome.NoAnswer(null));
        assertThat(ask(own, 404)).isEqualTo(new PollOutcome.UnknownTask());
    }
}
