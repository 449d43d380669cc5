package dev.zoetrope.upstream;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;

/**
 * Counts at the vendor which creates pass the guards. A create that a full bulkhead or an open circuit breaker rejects is
 * sent later, once.
 */
@QuarkusTest
@WithTestResource(GuardsTest.SmallLimits.class)
public class GuardsTest {
    FakeVendor vendor;

    @Inject
    CircuitBreakerMaintenance breakers;

    /** Two creates in flight, and a circuit breaker that opens after six calls. */
    public static class SmallLimits extends WithFakeVendor {
        @Override
        public Map<String, String> tightened() {
            return Map.of("zoetrope.upstream.max-in-flight", "2", "zoetrope.upstream.read-timeout", "3s",
                    "zoetrope.submit.first-back-off", "200ms",
                    "guards.create.volume", "6",
                    "guards.create.ratio", "0.9",
                    "guards.create.delay", "8s");
        }
    }

    @BeforeEach
    void close_the_breaker() {
        breakers.resetAll();
    }

    @Test
    void a_refused_body_never_opens_the_breaker() {
        vendor.onCreate("bad", Replies.error(422, "invalid_request_error", "moderation", "No."));
        for (int i = 0; i < 12; i++) {
            create("bad").then().statusCode(422);
        }

        create("good after bad").then().statusCode(200);

        assertThat(vendor.creates("bad")).hasSize(12);
        assertThat(vendor.creates("good after bad")).hasSize(1);
    }

    @Test
    void no_more_are_on_their_way_than_the_setting_allows_and_the_rest_is_sent_later_once() {
        vendor.onCreate("full house", (request, id) -> io.vertx.core.Vertx.currentContext().owner().setTimer(700,
                late -> Replies.accepted().to(request, id)));
        ExecutorService crowd = Executors.newFixedThreadPool(8);

        List<CompletableFuture<String>> ids = IntStream.range(0, 8).mapToObj(i -> CompletableFuture.supplyAsync(
                () -> create("full house").then().statusCode(200).extract().<String> path("id"), crowd)).toList();
        List<String> made = ids.stream().map(CompletableFuture::join).toList();

        await().untilAsserted(() -> assertThat(vendor.creates("full house")).hasSize(8));
        await().untilAsserted(() -> made.forEach(id -> alice().get(TASKS + id + "?sync_upstream=true").then()
                .body("status", equalTo("processing"))));
        assertThat(vendor.creates("full house")).hasSize(8);
        crowd.shutdown();
    }

    @Test
    void a_question_that_fails_is_not_asked_again_at_once() {
        String id = create("asked once").then().extract().path("id");
        String vendorId = vendor.creates("asked once").get(0).vendorId();
        vendor.onQuery(vendorId, Replies.raw(500, "oops"));

        alice().get(TASKS + id + "?sync_upstream=true").then().statusCode(200).body("status", equalTo("pending"));

        assertThat(vendor.asks(vendorId)).isEqualTo(1);
    }

    @Test
    void a_vendor_that_loses_answers_is_left_alone_and_the_create_is_sent_once_when_that_is_over() {
        vendor.onCreate("losing", Replies.raw(500, "oops"));
        for (int i = 0; i < 6; i++) {
            create("losing").then().statusCode(200).body("error.code", equalTo("submission_unknown"));
        }

        String id = create("not even tried").then().statusCode(200).body("status", equalTo("pending"))
                .body("error", nullValue()).body("task_info.can_cancel", equalTo(true)).extract().path("id");

        assertThat(vendor.creates("not even tried")).isEmpty();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> alice().get(TASKS + id + "?sync_upstream=true").then()
                .body("status", equalTo("processing")));
        assertThat(vendor.creates("not even tried")).hasSize(1);
        assertThat(vendor.creates("losing")).hasSize(6);
    }
}
