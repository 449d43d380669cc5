package dev.zoetrope.upstream;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.create;
import static dev.zoetrope.api.Calls.createTask;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.LogLines;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/**
 * A vendor that quotes the gateway's key, or a part of it, in every string of every response: no caller and no log shows it.
 */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class KeyLeakTest {
    private static final String KEY = FakeVendor.KEY;
    private static final String PART = KEY.substring(2, 12);

    FakeVendor vendor;

    private final List<String> seen = new ArrayList<>();
    private LogLines log;

    @BeforeEach
    void listen() {
        log = LogLines.all();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    private static String error(String secret) {
        return "\"error\":{\"message\":\"m " + secret + "\",\"code\":\"" + secret + "\",\"type\":\"" + secret
                + "\",\"param\":\""
                + secret + "\"}";
    }

    private void pollAndRecord(String prompt, String value) {
        String id = createTask(prompt);
        vendor.onQuery(vendor.creates(prompt).get(0).vendorId(), Replies.raw(200, value));
        seen.add(alice().get(TASKS + id + "?sync_upstream=true").asString());
        seen.add(alice().get(TASKS + id).asString());
    }

    @Test
    void no_outlet_and_no_log_says_it() {
        List<String> prompts = new ArrayList<>();
        for (String secret : List.of(KEY, PART)) {
            for (int status : new int[] { 400, 401, 402, 403, 404, 409, 422, 429, 500 }) {
                String prompt = "quotes " + secret.length() + " " + status;
                prompts.add(prompt);
                vendor.onCreate(prompt, Replies.raw(status, "{" + error(secret) + "}", "X-Quoted", secret));
                seen.add(create(prompt).asString());
            }
            pollAndRecord("fails " + secret.length(),
                    "{\"status\":\"failed\",\"usage\":{\"" + secret + "\":\"" + secret + "\"},"
                            + error(secret) + "}");
            pollAndRecord("odd " + secret.length(),
                    "{\"status\":\"" + secret + "\",\"model\":\"" + secret + "\",\"usage\":[\"" + secret
                            + "\"]," + error(secret) + "}");
        }
        pollAndRecord("links", "{\"status\":\"completed\",\"results\":[\"https://cdn.example.com/a.mp4?k=" + KEY + "\"]}");
        seen.add(alice().get("/v1/tasks?limit=100").asString());

        seen.addAll(log.lines());
        assertThat(seen).noneMatch(line -> line.contains(KEY)).noneMatch(line -> line.contains(PART));
        assertThat(prompts).allSatisfy(prompt -> assertThat(vendor.creates(prompt)).isNotEmpty());
    }
}
