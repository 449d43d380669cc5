package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.zoetrope.api.LawTable.Deferral;
import dev.zoetrope.api.LawTable.Row;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;

/**
 * The law of the paid POST: each row of {@link LawTable} against a vendor that counts its creates. Tests of creates that do
 * not reach the vendor are in {@code upstream}: {@code UnreachableTest}, {@code HandshakeTest}, {@code NoSuchHostTest},
 * {@code GuardsTest}, {@code DribbleTest}.
 */
@QuarkusTest
@WithTestResource(LawTest.ShortBackOffs.class)
public class LawTest {
    FakeVendor vendor;

    /** Short back-offs: a deferred create is resent almost at once. */
    public static class ShortBackOffs extends WithFakeVendor {
        @Override
        public Map<String, String> tightened() {
            return Map.of("zoetrope.submit.first-back-off", "20ms", "zoetrope.submit.longest-back-off", "60ms",
                    "zoetrope.track.interval", "5ms");
        }
    }

    /** Waits until the tracker has resent another task three times. All work that was due before is done then. */
    private void awaitSeveralRounds(String after) {
        String prompt = "witness of " + after;
        FakeVendor.Reply later = Replies.raw(429, "");
        vendor.onCreate(prompt, Replies.first(later, Replies.first(later, Replies.first(later, Replies.accepted()))));
        create(prompt).then().statusCode(200);
        await().until(() -> vendor.creates(prompt).size() == 4);
    }

    private static String idOf(Response answer) {
        return answer.statusCode() == 200 ? answer.path("id")
                : alice().get("/v1/tasks?status=failed&limit=1").path("data[0].id");
    }

    private static ValidatableResponse task(String id) {
        return alice().get(TASKS + id + "?sync_upstream=true").then().statusCode(200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.zoetrope.api.LawTable#rows")
    void a_create_is_sent_once_and_its_caller_is_told(Row row) {
        String prompt = "law, " + row.when();
        vendor.onCreate(prompt, row.reply());

        Response answer = create(prompt);

        answer.then().statusCode(row.http()).body("error.type", equalTo(row.type()))
                .body("error.code", equalTo(row.code())).header("WWW-Authenticate", nullValue());
        assertThat(answer.asString()).doesNotContain("cdn-secret", FakeVendor.KEY);
        String id = idOf(answer);
        task(id).body("status", equalTo(row.end())).body("error.code", equalTo(row.code()));
        awaitSeveralRounds(prompt);
        task(id).body("status", equalTo(row.end())).body("error.code", equalTo(row.code()))
                .body("task_info.can_cancel", equalTo(false));
        assertThat(vendor.creates(prompt)).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.zoetrope.api.LawTable#waits")
    void a_deferred_create_is_sent_again_when_its_time_has_come(Deferral row) {
        String prompt = "law, " + row.when();
        vendor.onCreate(prompt, Replies.first(row.reply(), Replies.accepted()));

        Response answer = create(prompt);

        answer.then().statusCode(200).body("status", equalTo("pending")).body("error", nullValue());
        String id = answer.path("id");
        awaitSeveralRounds(prompt);
        assertThat(vendor.creates(prompt)).as("Retry-After of the vendor is respected").hasSize(row.atOnce() ? 2 : 1);
        if (row.inTime()) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> task(id).body("status", equalTo("processing")));
            awaitSeveralRounds(prompt + ", accepted");
            assertThat(vendor.creates(prompt)).hasSize(2);
        } else {
            task(id).body("status", equalTo("pending")).body("task_info.can_cancel", equalTo(true));
        }
    }
}
