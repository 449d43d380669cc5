package dev.zoetrope.observe;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.logging.Level;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.LogLines;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** One line per request and, at DEBUG, one line per transition. No line contains a key, a prompt or a URL. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class LogTest {
    private static final Logger TASKS_LOG = Logger.getLogger("dev.zoetrope.task");

    FakeVendor vendor;

    private LogLines log;

    @BeforeEach
    void listen() {
        log = LogLines.all();
        TASKS_LOG.setLevel(Level.FINE);
    }

    @AfterEach
    void leave() {
        log.close();
        TASKS_LOG.setLevel(null);
    }

    @Test
    void a_followed_task_leaves_the_lines_an_operator_needs_and_no_secret() {
        String id = Calls.createTask("private-prompt");
        String vendorId = vendor.creates("private-prompt").get(0).vendorId();
        vendor.onQuery(vendorId, Replies.completed("https://cdn.example.com/private-link.mp4"));
        alice().header("X-Request-Id", "of-this-test").get(TASKS + id + "?sync_upstream=true").then().statusCode(200);

        await().untilAsserted(() -> assertThat(log.with("request=of-this-test")).singleElement().asString()
                .startsWith("dev.zoetrope.access GET /v1/tasks/" + id + " 200 ").contains("ms ", "caller=alice",
                        "task=" + id));
        assertThat(log.with("dev.zoetrope.task " + id)).hasSize(3);
        assertThat(log.with(id + " created")).singleElement().asString().contains("caller=alice");
        assertThat(log.with(id + " sending -> running")).hasSize(1);
        assertThat(log.with(id + " running -> completed")).hasSize(1);
        assertThat(log.lines()).noneMatch(line -> line.contains("private-") || line.contains(WithFakeVendor.ALICE)
                || line.contains(FakeVendor.KEY) || line.contains("example.com") || line.contains(vendorId));
    }

    @Test
    void an_accepted_create_has_one_line_by_default_and_it_names_the_task() {
        TASKS_LOG.setLevel(Level.INFO);

        String id = Calls.createTask("one line");

        await().untilAsserted(() -> assertThat(log.with(id)).singleElement().asString()
                .startsWith("dev.zoetrope.access POST /v1/videos/generations 200 ")
                .contains("ms ", "caller=alice task=" + id));
    }

    @Test
    void a_vendors_code_cannot_break_a_line() {
        String id = Calls.createTask("breaks lines");
        vendor.onQuery(vendor.creates("breaks lines").get(0).vendorId(), Replies.raw(200,
                "{\"status\":\"failed\",\"error\":{\"code\":\"a\\nFAKE LINE\",\"message\":\"m\"}}"));

        alice().get(TASKS + id + "?sync_upstream=true").then().statusCode(200);

        assertThat(log.with(id + " running -> failed(task_failed)")).hasSize(1);
        assertThat(log.lines()).noneMatch(line -> line.contains("FAKE"));
    }
}
