package dev.zoetrope.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/**
 * A process that was paused until its permission to send expired does not send, and does not count a failure of the vendor.
 */
@QuarkusTest
@WithTestResource(BreakerLossWindowTest.SensitiveBreaker.class)
class LateDispatchTest {
    FakeVendor vendor;

    @Inject
    Upstream upstream;

    private final VirtualClock clock = new VirtualClock();

    private static GenerationRequest request(String prompt) {
        return Requests.image("https://example.com/a.jpg", prompt);
    }

    private SendOutcome send(String prompt, Duration slept) {
        SendPermit permit = new SendPermit(request(prompt), new Pin(Pin.DEFAULT_VENDOR, ""), clock.instant().plusSeconds(3),
                clock);
        clock.advance(slept);
        return upstream.create(permit).await().atMost(Duration.ofSeconds(10));
    }

    @Test
    void a_create_past_its_last_start_is_not_sent_and_the_next_one_is() {
        for (int i = 0; i < 12; i++) {
            assertThat(send("overslept", Duration.ofSeconds(4))).isEqualTo(new SendOutcome.NotSent());
        }

        assertThat(send("awake", Duration.ofSeconds(2))).isInstanceOf(SendOutcome.Accepted.class);

        assertThat(vendor.creates("overslept")).isEmpty();
        assertThat(vendor.creates("awake")).hasSize(1);
    }

    /** A clock that jumps between the submission of the create to the HTTP client and the write of its head. */
    private final class JumpingClock extends Clock {
        private int reads;

        @Override
        public Instant instant() {
            return clock.instant().plusSeconds(reads++ == 0 ? 0 : 4);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void a_create_whose_time_is_over_when_its_head_is_to_be_written_is_dropped_unsent() {
        for (int i = 0; i < 12; i++) {
            SendPermit permit = new SendPermit(request("paused"), new Pin(Pin.DEFAULT_VENDOR, ""),
                    clock.instant().plusSeconds(3), new JumpingClock());

            assertThat(upstream.create(permit).await().atMost(Duration.ofSeconds(10))).isEqualTo(new SendOutcome.NotSent());
        }

        assertThat(send("after the pause", Duration.ZERO)).isInstanceOf(SendOutcome.Accepted.class);
        assertThat(vendor.creates("paused")).isEmpty();
        assertThat(vendor.creates("after the pause")).singleElement().satisfies(
                seen -> assertThat(seen.headers().contains(VendorCalls.ATTEMPT_HEADER)).as("internal header").isFalse());
    }
}
