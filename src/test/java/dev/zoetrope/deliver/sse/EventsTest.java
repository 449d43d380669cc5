package dev.zoetrope.deliver.sse;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.as;
import static dev.zoetrope.api.Calls.createTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.EventReader;
import dev.zoetrope.fake.EventReader.Event;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;

/** Tasks as server-sent events. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
public class EventsTest {
    private static final String FILM = "https://cdn.example.com/v.mp4";
    private static final String ALL = TASKS + "events";

    FakeVendor vendor;

    private String vendorId(String prompt) {
        return vendor.creates(prompt).get(0).vendorId();
    }

    private static EventReader listen(String path, String lastEventId) {
        return EventReader.open(RestAssured.port, path, WithFakeVendor.ALICE, lastEventId);
    }

    private static EventReader listenTo(String id, String lastEventId) {
        return listen(TASKS + id + "/events", lastEventId);
    }

    /** Sets the vendor's answer to a poll, and polls it into the ledger. */
    private void vendorReports(String prompt, String id, FakeVendor.Reply word) {
        vendor.onQuery(vendorId(prompt), word);
        alice().get(TASKS + id + "?sync_upstream=true").then().statusCode(200);
    }

    @Test
    void one_task_is_followed_to_its_end() {
        // Given
        String id = createTask("one");
        try (EventReader reader = listenTo(id, null)) {
            Event first = reader.next();
            // When
            vendorReports("one", id, Replies.processing(40));
            vendorReports("one", id, Replies.processing(70));
            Event seventy = reader.until(id, "processing");
            while (seventy.task().getInteger("progress") < 70) {
                seventy = reader.next();
            }
            vendorReports("one", id, Replies.completed(FILM));
            Event last = reader.until(id, "completed");
            // Then
            assertThat(reader.status()).isEqualTo(200);
            assertThat(reader.header("Content-Type")).startsWith("text/event-stream");
            assertThat(reader.header("Cache-Control")).isEqualTo("no-store");
            assertThat(reader.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(reader.header("X-Request-Id")).isNotEmpty();
            assertThat(first.name()).isEqualTo("task");
            assertThat(first.taskId()).isEqualTo(id);
            assertThat(last.task()).isEqualTo(new JsonObject(alice().get(TASKS + id).asString()));
            assertThat(reader.ends()).isTrue();
            assertThat(reader.inOrder()).isTrue();
            // and a reader that reconnects with the last cursor gets 204
            alice().header("Last-Event-ID", last.id()).get(TASKS + id + "/events").then().statusCode(204);
            alice().get(TASKS + id + "/events?last_event_id=" + last.id()).then().statusCode(204);
        }
    }

    @Test
    void an_ended_task_is_told_once_to_whoever_has_not_seen_its_end() {
        String id = createTask("ended");
        vendorReports("ended", id, Replies.processing(10));
        String before;
        try (EventReader reader = listenTo(id, null)) {
            before = reader.next().id();
        }
        vendorReports("ended", id, Replies.completed(FILM));

        for (String cursor : new String[] { null, before, "nonsense", "zzzzzzzzzz.0123456789abcdef" }) {
            try (EventReader again = listenTo(id, cursor)) {
                assertThat(again.next().status()).isEqualTo("completed");
                assertThat(again.ends()).isTrue();
            }
        }
    }

    @Test
    void what_a_caller_cannot_see_is_not_told() {
        String id = createTask("unseen");
        vendorReports("unseen", id, Replies.processing(10));
        try (EventReader one = listenTo(id, null); EventReader all = listen(ALL, null)) {
            assertThat(one.next().task().getInteger("progress")).isEqualTo(10);
            all.until(id, "processing");
            // When: two writes that do not change the task object, and one that does
            vendorReports("unseen", id, Replies.processing(10));
            vendorReports("unseen", id, Replies.processing(10));
            vendorReports("unseen", id, Replies.processing(20));
            // Then
            assertThat(one.next().task().getInteger("progress")).isEqualTo(20);
            Event event = all.until(id, "processing");
            int alike = 0;
            while (event.task().getInteger("progress") < 20) {
                alike++;
                event = all.until(id, "processing");
            }
            assertThat(alike).as("events with an unchanged task object: at most the first").isLessThanOrEqualTo(1);
        }
    }

    @Test
    void all_tasks_of_a_caller_and_of_nobody_else() {
        // Given
        String before = createTask("before");
        String bobs = as(WithFakeVendor.BOB).contentType("application/json").body(Calls.body("bob's")).post(Calls.GENERATIONS)
                .path("id");
        try (EventReader alices = listen(ALL, null);
                EventReader bob = EventReader.open(RestAssured.port, ALL, WithFakeVendor.BOB, null)) {
            // Then: each live task is sent first
            while (!alices.next().taskId().equals(before)) {
                // skips the tasks of other tests
            }
            assertThat(bob.next().taskId()).isEqualTo(bobs);
            // When: a task is created, and two tasks end
            String later = createTask("later");
            vendorReports("later", later, Replies.completed(FILM));
            vendorReports("before", before, Replies.completed(FILM));
            // Then
            alices.until(later, "completed");
            alices.until(before, "completed");
            // and Bob's next task comes to him after nothing but his own tasks, which may come again
            String witness = as(WithFakeVendor.BOB).contentType("application/json").body(Calls.body("bob's second"))
                    .post(Calls.GENERATIONS).path("id");
            for (Event event = bob.next(); !event.taskId().equals(witness); event = bob.next()) {
                as(WithFakeVendor.BOB).get(TASKS + event.taskId()).then().statusCode(200);
            }
        }
    }

    @Test
    void a_reader_that_comes_again_misses_no_newest_state() {
        // Given: a reader that has received two live tasks
        String first = createTask("resumed 1");
        String second = createTask("resumed 2");
        String cursor;
        try (EventReader reader = listen(ALL, null)) {
            vendorReports("resumed 1", first, Replies.processing(10));
            reader.until(first, "processing");
            vendorReports("resumed 2", second, Replies.processing(10));
            Event event = reader.until(second, "processing");
            cursor = event.id();
        }
        // When: without a connection, one task changes, one ends, and one is created and ends
        vendorReports("resumed 1", first, Replies.processing(20));
        vendorReports("resumed 1", first, Replies.processing(30));
        vendorReports("resumed 2", second, Replies.completed(FILM));
        String third = createTask("resumed 3");
        vendorReports("resumed 3", third, Replies.completed(FILM));
        // Then
        for (String path : List.of(ALL, ALL + "?last_event_id=" + cursor)) {
            try (EventReader again = listen(path, path.equals(ALL) ? cursor : null)) {
                assertThat(again.until(first, "processing").task().getInteger("progress")).isEqualTo(30);
                boolean secondSeen = false;
                boolean thirdSeen = false;
                while (!secondSeen || !thirdSeen) {
                    Event event = again.next();
                    secondSeen |= event.taskId().equals(second) && event.status().equals("completed");
                    thirdSeen |= event.taskId().equals(third) && event.status().equals("completed");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "nonsense", "1.2", "zzzzzzzzzz.0123456789abcdef" })
    void a_cursor_that_makes_no_sense_is_none(String cursor) {
        String id = createTask("cursor " + cursor);
        try (EventReader reader = listen(ALL, cursor)) {
            assertThat(reader.status()).isEqualTo(200);
            reader.until(id, alice().get(TASKS + id).path("status"));
        }
    }

    @Test
    void more_tasks_than_a_page_are_all_told() {
        List<String> ids = java.util.stream.IntStream.range(0, EventReplay.PAGE_SIZE + 10)
                .mapToObj(i -> createTask("page " + i))
                .toList();
        try (EventReader reader = listen(ALL, null)) {
            java.util.Set<String> missing = new java.util.HashSet<>(ids);
            while (!missing.isEmpty()) {
                missing.remove(reader.next().taskId());
            }
        }
    }

    @Test
    void an_unknown_or_foreign_task_is_404_before_a_stream_begins() {
        String id = createTask("foreign");

        as(WithFakeVendor.BOB).get(TASKS + id + "/events").then().statusCode(404)
                .contentType("application/json").body("error.type", equalTo("not_found"));
        alice().get(TASKS + "task-unified-1-zzzzzzzz/events").then().statusCode(404);
        alice().get(TASKS + "nonsense/events").then().statusCode(404);
        RestAssured.given().get(ALL).then().statusCode(401);
        RestAssured.given().get(TASKS + id + "/events").then().statusCode(401);
        as(WithFakeVendor.OPS).get(ALL).then().statusCode(403);
        as("nobody").get(TASKS + id + "/events").then().statusCode(401);
    }

    @Test
    void a_vendors_usage_over_several_lines_is_one_line_of_data() {
        String id = createTask("lines");
        vendor.onQuery(vendorId("lines"), Replies.raw(200,
                "{\"id\":\"x\",\"status\":\"processing\",\"progress\":5,\"usage\":{\n\"credits\":\r\n 7}}"));
        alice().get(TASKS + id + "?sync_upstream=true");
        try (EventReader reader = listenTo(id, null)) {
            Event event = reader.next();
            assertThat(event.task().getJsonObject("usage")).isEqualTo(new JsonObject().put("credits", 7));
        }
    }

    @Test
    void the_head_of_a_stream_is_no_stream() {
        await().until(() -> alice().head(ALL).statusCode() < 400);
    }
}
