package dev.zoetrope.lambda;

import static dev.zoetrope.lambda.Surroundings.create;
import static dev.zoetrope.lambda.Surroundings.task;
import static dev.zoetrope.lambda.Surroundings.tick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.vertx.core.json.JsonObject;

/** The API as the zip gives it, event by event, frozen between any two. */
@EnabledOnOs(OS.LINUX)
class FunctionIT {
    private static final String FILM = "https://cdn.example.com/film.mp4";
    private static Surroundings around;
    private static Function function;

    @BeforeAll
    static void start() {
        around = new Surroundings();
        function = around.start(Map.of());
    }

    @AfterAll
    static void stop() {
        around.close();
    }

    private static JsonObject ok(Answer answer) {
        assertThat(answer.status()).as(answer.json().encode()).isEqualTo(200);
        return answer.body();
    }

    /** Whether the vendor has it, and not only the gateway. */
    private static boolean sent(JsonObject task) {
        return !task.getJsonObject("task_info").getBoolean("can_cancel") && !task.getString("status").equals("failed");
    }

    @Test
    void from_create_to_result() {
        // When
        Answer created = function.invoke(create("a film"));
        String id = ok(created).getString("id");
        // Then
        assertThat(sent(created.body())).isTrue();
        assertThat(created.header("Content-Type")).startsWith("application/json");
        assertThat(created.header("X-Request-Id")).startsWith("req_");
        assertThat(around.vendor.creates("a film")).singleElement()
                .satisfies(
                        seen -> assertThat(seen.headers().get("Connection")).as("none outlives a freeze").isEqualTo("close"));

        around.vendor.onQuery(around.vendorId("a film"), Replies.processing(70));
        assertThat(ok(function.invoke(task(id))).getInteger("progress")).isEqualTo(70);
        around.vendor.onQuery(around.vendorId("a film"), Replies.completed(FILM));
        JsonObject completed = ok(function.invoke(task(id)));
        assertThat(completed.getString("status")).isEqualTo("completed");
        assertThat(completed.getJsonArray("results").getJsonObject(0).getString("url")).isEqualTo(FILM);
        assertThat(around.vendor.creates("a film")).hasSize(1);
    }

    @Test
    void a_create_is_answered_when_its_outcome_is_known_whatever_its_caller_prefers() {
        around.vendor.onCreate("slow", Replies.later(1500, Replies.accepted()));

        JsonObject task = ok(function.invoke(create("slow").header("Prefer", "respond-async, wait=0")));

        assertThat(sent(task)).isTrue();
        assertThat(around.vendor.creates("slow")).hasSize(1);
    }

    @Test
    void a_create_whose_answer_is_lost_is_unknown_at_once_and_never_sent_again() {
        around.vendor.onCreate("lost", Replies.reset());

        JsonObject task = ok(function.invoke(create("lost")));

        assertThat(task.getString("status")).isEqualTo("failed");
        assertThat(task.getJsonObject("error").getString("code")).isEqualTo("submission_unknown");
        ok(function.invoke(tick()));
        ok(function.invoke(task(task.getString("id"))));
        assertThat(around.vendor.creates("lost")).hasSize(1);
    }

    @Test
    @Timeout(120)
    void a_tick_sends_what_waits_and_asks_about_what_runs() {
        // Given: one that the vendor put off, and one that it has finished
        around.vendor.onCreate("put off", Replies.raw(429, "", "Retry-After", "0"));
        JsonObject waiting = ok(function.invoke(create("put off")));
        assertThat(waiting.getString("status")).isEqualTo("pending");
        around.vendor.onCreate("put off", Replies.accepted());
        ok(function.invoke(create("to ask")));
        around.vendor.onQuery(around.vendorId("to ask"), Replies.completed(FILM));
        // When: due after some milliseconds
        int sent = 0;
        while (sent == 0 || around.vendor.asks(around.vendorId("to ask")) == 0) {
            JsonObject done = ok(function.invoke(tick()));
            assertThat(done.getString("object")).isEqualTo("maintenance.tick");
            sent += done.getInteger("sent");
        }
        // Then
        assertThat(sent).isEqualTo(1);
        assertThat(around.vendor.creates("put off")).hasSize(2);
        JsonObject completed = ok(function.invoke(Event.get("/v1/tasks").alice().query(Map.of("status", "completed"))));
        assertThat(completed.getJsonArray("data")).isNotEmpty();
    }

    @Test
    void the_function_of_the_schedule_needs_no_key_for_a_tick_and_for_nothing_else() {
        Function upkeep = around.start(Template.read().upkeep());

        JsonObject done = ok(upkeep.invoke(new JsonObject(Template.read().tick())));

        assertThat(done.getString("object")).isEqualTo("maintenance.tick");
        assertThat(upkeep.invoke(Event.get("/v1/tasks")).status()).isEqualTo(401);
        assertThat(upkeep.invoke(Event.post("/v1/maintenance/tick").key("wrong")).status()).isEqualTo(401);
        assertThat(upkeep.invoke(Event.post("/v1/tasks/task-unified-1757165031-uyujaw3d/reconcile")).status())
                .isEqualTo(401);
    }

    @Test
    void a_query_that_waits_does_what_is_due_itself() {
        String id = ok(function.invoke(create("waited for"))).getString("id");
        around.vendor.onQuery(around.vendorId("waited for"), Replies.first(Replies.processing(50), Replies.completed(FILM)));

        Answer answer = function.invoke(task(id).header("Prefer", "wait=20"));

        assertThat(ok(answer).getString("status")).isEqualTo("completed");
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=20");
    }

    @Test
    void who_has_no_key_or_the_wrong_one_gets_nothing_done() {
        Event body = Event.post("/v1/videos/generations").header("Content-Type", "application/json");

        assertThat(function.invoke(body.body(Calls.body("stranger"))).status()).isEqualTo(401);
        assertThat(function.invoke(body.key("wrong")).status()).isEqualTo(401);
        assertThat(function.invoke(body.key(WithFakeVendor.OPS)).status()).isEqualTo(403);
        assertThat(around.vendor.creates("stranger")).isEmpty();
        assertThat(function.invoke(Event.post("/v1/maintenance/tick").alice()).status()).isEqualTo(403);
        assertThat(function.invoke(Event.post("/v1/maintenance/tick")).status()).isEqualTo(401);
    }

    @Test
    void a_body_is_read_as_text_and_encoded_and_up_to_its_limit() {
        assertThat(sent(ok(function.invoke(create("gänzlich").encoded())))).isTrue();
        assertThat(around.vendor.creates("gänzlich")).hasSize(1);
        assertThat(function.invoke(Event.create("{")).status()).isEqualTo(400);
        Answer wrong = function.invoke(Event.create("{\"model\":\"wan-2.7-image-to-video\"}"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body().getJsonObject("error").getString("param")).isEqualTo("image_urls");

        Event large = Event.create("x".repeat(2 << 20));
        assertThat(function.invoke(large).status()).isEqualTo(413);
        large.json().getJsonObject("multiValueHeaders").remove("Content-Length");
        assertThat(function.invoke(large).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/q/health", "/q/health/ready", "/q/metrics", "/sandbox/v1/tasks/x", "/v1/nothing" })
    void what_is_not_for_callers_is_not_there(String path) {
        assertThat(function.invoke(Event.get(path).alice()).status()).isEqualTo(404);
    }

    @Test
    void there_is_nothing_to_listen_to() {
        String id = ok(function.invoke(create("unheard"))).getString("id");

        Answer refused = function
                .invoke(Event.get("/v1/tasks/" + id + "/events").alice().header("Accept", "text/event-stream"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("not_available");
    }

    @Test
    void every_request_has_its_line_before_the_function_is_frozen() throws InterruptedException {
        ok(function.invoke(Event.get("/v1/models").alice().header("X-Request-Id", "line-of-this-test")));

        assertThat(function.frozen()).isTrue();
        await().untilAsserted(() -> assertThat(function.output()).contains("request=line-of-this-test"));
    }
}
