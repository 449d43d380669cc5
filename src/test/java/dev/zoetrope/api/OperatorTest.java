package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.create;
import static dev.zoetrope.api.Calls.createTask;
import static dev.zoetrope.api.Calls.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What an operator can see, and what not. */
@QuarkusTest
@WithTestResource(value = WithFakeVendor.class)
class OperatorTest {
    private static final String OPERATOR = "/v1/operator/";

    FakeVendor vendor;

    private static JsonObject get(String path) {
        return new JsonObject(operator().get(OPERATOR + path).then().statusCode(200).extract().asString());
    }

    private String createUnknown(String prompt) {
        vendor.onCreate(prompt, Replies.reset());
        return create(prompt).then().statusCode(200).body("error.code", equalTo("submission_unknown")).extract()
                .path("id");
    }

    private static List<String> idsOfUnknown(int limit) {
        List<String> ids = new ArrayList<>();
        JsonObject page;
        do {
            page = get("tasks?code=submission_unknown&limit=" + limit
                    + (ids.isEmpty() ? "" : "&after=" + ids.get(ids.size() - 1)));
            page.getJsonArray("data").forEach(task -> ids.add(((JsonObject) task).getString("id")));
        } while (page.getBoolean("has_more"));
        return ids;
    }

    @Test
    void an_overview_has_the_vendor_and_the_numbers() {
        long before = get("overview").getJsonObject("creates").getLong("accepted", 0L);
        createTask("for an overview");
        createUnknown("lost for an overview");

        JsonObject overview = get("overview");

        assertThat(overview.getString("object")).isEqualTo("operator.overview");
        assertThat(overview.getJsonObject("creates").getLong("accepted")).isEqualTo(before + 1);
        assertThat(overview.getInteger("unknown")).isEqualTo(idsOfUnknown(100).size()).isPositive();
        assertThat(overview.getJsonObject("tasks").fieldNames()).containsExactlyInAnyOrder("pending", "processing", "completed",
                "failed", "cancelled");
        assertThat(overview.getLong("since")).isLessThanOrEqualTo(overview.getLong("now"));
        JsonObject seen = overview.getJsonArray("vendors").getJsonObject(0);
        assertThat(seen.getString("name")).isEqualTo("default");
        JsonObject key = seen.getJsonArray("keys").getJsonObject(0);
        assertThat(key.getString("breaker")).isEqualTo("closed");
        assertThat(key.getString("last_failure")).isEqualTo("unknown");
        assertThat(overview.encode()).doesNotContain(FakeVendor.KEY, "for an overview", vendor.url());
        assertThat(overview.getJsonObject("callbacks")).isEqualTo(new JsonObject(
                Map.of("waiting", 0, "given_up", 0, "newest", new JsonArray())));
    }

    @Test
    void unknown_outcomes_are_listed_until_they_are_reconciled() {
        String first = createUnknown("first of two unknown");
        String second = createUnknown("second of two unknown");
        String refused = createTask("running beside two unknown");

        assertThat(idsOfUnknown(1)).containsSubsequence(second, first).doesNotContain(refused).doesNotHaveDuplicates();
        JsonObject task = get("tasks").getJsonArray("data").stream().map(JsonObject.class::cast)
                .filter(one -> one.getString("id").equals(first)).findFirst().orElseThrow();
        assertThat(task.fieldNames()).containsExactly("id", "object", "caller", "model", "created", "updated", "vendor", "key",
                "code");
        assertThat(task.getString("caller")).isEqualTo("alice");
        assertThat(task.getString("vendor")).isEqualTo("default");

        operator().contentType("application/json").body("{\"outcome\":\"not_created\"}").post(TASKS + first + "/reconcile")
                .then().statusCode(200);

        assertThat(idsOfUnknown(100)).contains(second).doesNotContain(first);
        assertThat(get("tasks?code=not_created").encode()).contains(first).doesNotContain(second);
    }

    @Test
    void settings_are_those_that_are_set_and_no_secret_is_among_them() {
        String settings = get("settings").encode();

        Map<String, String> byName = new HashMap<>();
        new JsonObject(settings).getJsonArray("data").stream().map(JsonObject.class::cast)
                .forEach(setting -> byName.put(setting.getString("name"), setting.getString("value")));
        assertThat(byName).containsEntry("zoetrope.keys", "set").containsEntry("zoetrope.operator-keys", "set")
                .containsEntry("zoetrope.upstream.key", "set").doesNotContainKey("zoetrope.task.retention");
        assertThat(settings).doesNotContain(WithFakeVendor.ALICE, WithFakeVendor.OPS, FakeVendor.KEY);
    }

    @ParameterizedTest
    @CsvSource({ "limit=0, limit", "limit=101, limit", "after=x, after" })
    void wrong_parameters_are_named(String query, String param) {
        operator().get(OPERATOR + "tasks?" + query).then().statusCode(422).body("error.param", equalTo(param));
    }

    @Test
    void a_code_has_a_limit() {
        operator().get(OPERATOR + "tasks?code=" + "x".repeat(128)).then().statusCode(200).body("data.size()", equalTo(0));
        operator().get(OPERATOR + "tasks?code=" + "x".repeat(129)).then().statusCode(422).body("error.param", equalTo("code"));
    }
}
