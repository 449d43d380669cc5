package dev.zoetrope.upstream;

import static dev.zoetrope.api.Calls.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.LogLines;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;

/** Old losses do not open the circuit breaker. The test uses the real circuit breaker and a virtual clock. */
@QuarkusTest
@WithTestResource(BreakerLossWindowTest.SensitiveBreaker.class)
public class BreakerLossWindowTest {
    FakeVendor vendor;

    @Inject
    CircuitBreakerMaintenance breakers;

    @Inject
    Vendors vendors;

    /** A circuit breaker that opens after six creates, and one poll a second. */
    public static class SensitiveBreaker extends WithFakeVendor {
        @Override
        public Map<String, String> tightened() {
            return Map.of("guards.create.volume", "6",
                    "guards.create.ratio", "0.9",
                    "guards.create.delay", "600s",
                    "zoetrope.upstream.asks-per-second", "1");
        }
    }

    /** Leaves the breaker to the other tests as it was. */
    @BeforeEach
    @AfterEach
    void close_the_breaker() {
        breakers.resetAll();
    }

    private void lose(int creates) {
        vendor.onCreate("lost", Replies.raw(500, "oops"));
        for (int i = 0; i < creates; i++) {
            create("lost").then().statusCode(200).body("error.code", equalTo("submission_unknown"));
        }
    }

    private String name() {
        return vendors.account(null).breakerName();
    }

    private CircuitBreakerState breaker() {
        return breakers.currentState(name());
    }

    @Test
    void losses_older_than_two_minutes_are_forgotten_and_fresh_ones_open_the_breaker() {
        VirtualClock clock = new VirtualClock();
        BreakerLossWindow lossWindow = new BreakerLossWindow(breakers, clock);
        lossWindow.recordLoss(name());
        lose(5);

        clock.advance(BreakerLossWindow.WINDOW);
        lossWindow.recordLoss(name());
        clock.advance(BreakerLossWindow.WINDOW);
        lossWindow.recordLoss(name());
        lose(5);
        assertThat(breaker()).as("ten losses, five of them old").isEqualTo(CircuitBreakerState.CLOSED);

        try (LogLines log = LogLines.all()) {
            lose(1);
            assertThat(breaker()).isEqualTo(CircuitBreakerState.OPEN);
            assertThat(log.with("its create may be billed: status 500", "WARN")).hasSize(1);

            create("kept back").then().statusCode(200).body("status", equalTo("pending")).body("error", nullValue());
            assertThat(log.with("creates cannot be sent to the vendor", "circuit breaker is open", "WARN")).hasSize(1);
        }
        clock.advance(BreakerLossWindow.WINDOW.plusSeconds(1));
        lossWindow.recordLoss(name());
        assertThat(breaker()).as("an open breaker is not reset").isEqualTo(CircuitBreakerState.OPEN);
        assertThat(vendor.creates("kept back")).isEmpty();
        assertThat(vendor.creates("lost")).hasSize(11);
    }
}
