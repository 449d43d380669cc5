package dev.zoetrope.observe;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** One line a request, one line a change of state; never a key, a prompt or a URL. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class LogTest {
    FakeVendor vendor;

    private static final PatternFormatter FORM = new PatternFormatter("%c %s");
    /** The lines of requests and tasks have a handler of their own and do not reach the root. */
    private static final List<Logger> LOGGERS = List.of(Logger.getLogger(""),
            Logger.getLogger("dev.zoetrope.access"), Logger.getLogger("dev.zoetrope.task"));

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(FORM.format(line));
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    @BeforeEach
    void listen() {
        LOGGERS.forEach(logger -> logger.addHandler(listener));
    }

    @AfterEach
    void leave() {
        LOGGERS.forEach(logger -> logger.removeHandler(listener));
    }

    private List<String> with(String word) {
        return lines.stream().filter(line -> line.contains(word)).toList();
    }

    @Test
    void a_followed_task_leaves_the_lines_an_operator_needs_and_no_secret() {
        String id = Calls.created("private-prompt");
        String vendorId = vendor.creates("private-prompt").get(0).vendorId();
        vendor.onQuery(vendorId, Replies.completed("https://cdn.example.com/private-link.mp4"));
        alice().header("X-Request-Id", "of-this-test").get(TASKS + id + "?sync_upstream=true").then().statusCode(200);

        await().untilAsserted(() -> assertThat(with("request=of-this-test")).singleElement().asString()
                .startsWith("dev.zoetrope.access GET /v1/tasks/" + id + " 200 ").contains("ms ", "caller=alice",
                        "task=" + id));
        assertThat(with("dev.zoetrope.task " + id)).hasSize(3);
        assertThat(with(id + " opened")).singleElement().asString().contains("caller=alice");
        assertThat(with(id + " sending -> running")).hasSize(1);
        assertThat(with(id + " running -> completed")).hasSize(1);
        assertThat(lines).noneMatch(line -> line.contains("private-") || line.contains(WithFakeVendor.ALICE)
                || line.contains(FakeVendor.KEY) || line.contains("example.com") || line.contains(vendorId));
    }

    @Test
    void a_vendors_code_cannot_break_a_line() {
        String id = Calls.created("breaks lines");
        vendor.onQuery(vendor.creates("breaks lines").get(0).vendorId(), Replies.raw(200,
                "{\"status\":\"failed\",\"error\":{\"code\":\"a\\nFAKE LINE\",\"message\":\"m\"}}"));

        alice().get(TASKS + id + "?sync_upstream=true").then().statusCode(200);

        assertThat(with(id + " running -> failed(task_failed)")).hasSize(1);
        assertThat(lines).noneMatch(line -> line.contains("FAKE"));
    }
}
