package dev.zoetrope.dialect.dashscope;

import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.as;
import static dev.zoetrope.dialect.dashscope.DashScopeTest.BASE;
import static dev.zoetrope.dialect.dashscope.DashScopeTest.body;
import static dev.zoetrope.dialect.dashscope.DashScopeTest.create;
import static dev.zoetrope.dialect.dashscope.DashScopeTest.createTask;
import static dev.zoetrope.dialect.dashscope.DashScopeTest.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.api.LawTest;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

/** The list has pages with a number. */
@QuarkusTest
@WithTestResource(LawTest.ShortBackOffs.class)
class DashScopeListTest {

    @ParameterizedTest
    @CsvSource({ "page_no=0, page_no", "page_no=x, page_no", "page_no=1001, page_no", "page_size=101, page_size",
            "status=done, status", "start_time=yesterday, start_time", "end_time=20261399000000, end_time" })
    void a_bad_list_parameter_is_named(String query, String parameter) {
        error(alice().get(BASE + "/tasks?" + query), 400, "InvalidParameter", parameter + " must be");
    }

    /** More than the list reads at a time. */
    @Test
    void pages_have_every_task_once_newest_first() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 103; i++) {
            made.add(create(as(WithFakeVendor.BOB), body("page " + i).replace("wan2.7-t2v", "wan-2.7-text-to-video"))
                    .path("output.task_id"));
        }
        Collections.reverse(made);

        List<String> seen = new ArrayList<>();
        JsonPath page = null;
        for (int number = 1; page == null || number <= page.getInt("total_page"); number++) {
            page = as(WithFakeVendor.BOB).get(BASE + "/tasks?page_size=50&page_no=" + number
                    + "&model_name=wan-2.7-text-to-video").then().statusCode(200).body("page_size", equalTo(50))
                    .body("page_no", equalTo(number)).extract().jsonPath();
            seen.addAll(page.getList("data.task_id"));
        }

        assertThat(seen).isEqualTo(made);
        assertThat(page.getInt("total")).isEqualTo(103);
        assertThat(page.getInt("total_page")).isEqualTo(3);
        assertThat(page.getList("data")).hasSize(3);
    }

    @Test
    void a_list_has_the_tasks_that_match() {
        String id = createTask("in the list");
        long created = alice().get(BASE + "/tasks?page_size=100").path("data.find { it.task_id == '" + id + "' }.gmt_create");

        for (String match : List.of("", "&status=PENDING", "&start_time=" + created, "&end_time=" + created,
                "&start_time=20200101000000", "&region=cn-beijing")) {
            alice().get(BASE + "/tasks?page_size=100" + match).then().statusCode(200)
                    .body("data.task_id.contains('" + id + "')", equalTo(true));
        }
        for (String other : List.of("&status=SUCCEEDED", "&status=UNKNOWN", "&model_name=wan2.7-i2v",
                "&start_time=" + (created + 1), "&end_time=20200101000000")) {
            alice().get(BASE + "/tasks?page_size=100" + other).then().statusCode(200)
                    .body("data.task_id", not(hasItem(id)));
        }
    }
}
