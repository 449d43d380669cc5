package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.as;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;

/** The list has the tasks of the caller only, newest first, in pages. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class ListTest {
    FakeVendor vendor;

    private static String createdByBob(String prompt) {
        return as(WithFakeVendor.BOB).contentType(ContentType.JSON).body(Calls.body(prompt)).post(Calls.GENERATIONS)
                .then().statusCode(200).extract().path("id");
    }

    private static JsonPath page(String query) {
        return as(WithFakeVendor.BOB).get("/v1/tasks" + query).then().statusCode(200).extract().jsonPath();
    }

    @Test
    void pages_hold_every_task_once_newest_first() {
        List<String> made = new ArrayList<>(IntStream.range(0, 7).mapToObj(i -> createdByBob("page " + i)).toList());
        String foreign = Calls.createTask("not bobs");

        List<String> seen = new ArrayList<>();
        JsonPath page = page("?limit=3");
        while (page.getBoolean("has_more")) {
            assertThat(page.getString("object")).isEqualTo("list");
            assertThat(page.getList("data")).hasSize(3);
            seen.addAll(page.getList("data.id"));
            page = page("?limit=3&after=" + seen.get(seen.size() - 1));
        }
        seen.addAll(page.getList("data.id"));

        assertThat(seen).doesNotHaveDuplicates().doesNotContain(foreign).containsAll(made);
        List<String> newestFirst = seen.stream().filter(made::contains).toList();
        Collections.reverse(made);
        assertThat(newestFirst).isEqualTo(made);
    }

    @Test
    void a_page_of_long_tasks_ends_early_and_the_next_goes_on() {
        String longest = "https://cdn.example.com/" + "x".repeat(8000);
        List<String> links = Collections.nCopies(16, longest);
        List<String> made = new ArrayList<>(IntStream.range(0, 12).mapToObj(i -> {
            vendor.onCreate("long " + i, Replies.told("completed", 100, Map.of("output", Map.of("urls", links))));
            return createdByBob("long " + i);
        }).toList());

        List<String> seen = new ArrayList<>();
        for (String after = ""; !seen.containsAll(made); after = "&after=" + seen.get(seen.size() - 1)) {
            String page = as(WithFakeVendor.BOB).get("/v1/tasks?status=completed&limit=100" + after).then().statusCode(200)
                    .extract().asString();
            assertThat(page.length()).isBetween(longest.length(), (1 << 20) + 16 * longest.length());
            seen.addAll(JsonPath.from(page).getList("data.id"));
        }

        assertThat(seen).doesNotHaveDuplicates();
        Collections.reverse(made);
        assertThat(seen.stream().filter(made::contains)).containsExactlyElementsOf(made);
    }

    @Test
    void a_status_chooses() {
        vendor.onCreate("listed refused", Replies.error(400, "invalid_request_error", "bad_image", "Not a picture."));
        as(WithFakeVendor.BOB).contentType(ContentType.JSON).body(Calls.body("listed refused")).post(Calls.GENERATIONS)
                .then().statusCode(400);
        String running = createdByBob("listed running");
        as(WithFakeVendor.BOB).get(TASKS + running + "?sync_upstream=true").then().statusCode(200);

        assertThat(page("?status=failed").getList("data.error.code")).contains("bad_image");
        assertThat(page("?status=processing").getList("data.id")).contains(running);
        assertThat(page("?status=cancelled").getList("data")).isEmpty();
    }

    @Test
    void a_foreign_cursor_is_refused() {
        String foreign = Calls.createTask("foreign cursor");

        as(WithFakeVendor.BOB).get("/v1/tasks?after=" + foreign).then().statusCode(422);
    }
}
