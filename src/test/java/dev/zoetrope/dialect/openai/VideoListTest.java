package dev.zoetrope.dialect.openai;

import static dev.zoetrope.api.Calls.as;
import static dev.zoetrope.dialect.openai.VideoCalls.VIDEOS;
import static dev.zoetrope.dialect.openai.VideoCalls.form;
import static dev.zoetrope.dialect.openai.VideoCalls.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

/** The list has the videos of the caller only, in both orders, in pages that {@code last_id} joins. */
@QuarkusTest
@WithTestResource(OpenAiScenario.class)
class VideoListTest {
    FakeVendor vendor;

    private static String createdByBob(String prompt) {
        Form form = form(prompt);
        return JsonPath.from(post(WithFakeVendor.BOB, VIDEOS, form.contentType(), form.bytes()).body()).getString("id");
    }

    private static JsonPath page(String query) {
        return as(WithFakeVendor.BOB).get(VIDEOS + query).then().statusCode(200).extract().jsonPath();
    }

    /** All pages, joined as the libraries of OpenAI join them. */
    private static List<String> pages(String query) {
        List<String> seen = new ArrayList<>();
        JsonPath page = page(query);
        while (true) {
            List<String> ids = page.getList("data.id");
            assertThat(page.getString("object")).isEqualTo("list");
            assertThat(page.getString("first_id")).isEqualTo(ids.isEmpty() ? null : ids.get(0));
            assertThat(page.getString("last_id")).isEqualTo(ids.isEmpty() ? null : ids.get(ids.size() - 1));
            seen.addAll(ids);
            if (!page.getBoolean("has_more")) {
                return seen;
            }
            page = page(query + "&after=" + page.getString("last_id"));
        }
    }

    @Test
    void pages_hold_every_video_once_in_both_orders_without_the_deleted_ones() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.add(createdByBob("page " + i));
        }
        vendor.onCreate("deleted from the list", Replies.reset());
        String deleted = createdByBob("deleted from the list");
        as(WithFakeVendor.BOB).delete(VIDEOS + "/" + deleted).then().statusCode(200);
        String foreign = VideoCalls.created("not bobs");

        List<String> newestFirst = pages("?limit=3");
        List<String> oldestFirst = pages("?order=asc&limit=2");

        assertThat(newestFirst).doesNotHaveDuplicates().doesNotContain(foreign, deleted).containsAll(made);
        Collections.reverse(newestFirst);
        assertThat(oldestFirst).isEqualTo(newestFirst);
        assertThat(oldestFirst.stream().filter(made::contains)).isEqualTo(made);
        assertThat(pages("?order=desc&limit=100").stream().filter(made::contains)).hasSize(made.size());
        assertThat(page("?limit=1&after=" + deleted).getList("data.id")).containsExactly(made.get(6));
    }

    @ParameterizedTest
    @CsvSource({ "limit=0, limit", "limit=101, limit", "limit=x, limit", "limit=007, limit", "order=newest, order",
            "after=x, after",
            "after=task-unified-1757165031-uyujaw3d, after" })
    void a_bad_parameter_is_400_and_named(String query, String param) {
        as(WithFakeVendor.BOB).get(VIDEOS + "?" + query).then().statusCode(400).body("error.param", equalTo(param))
                .body("error.type", equalTo("invalid_request_error"));
    }
}
