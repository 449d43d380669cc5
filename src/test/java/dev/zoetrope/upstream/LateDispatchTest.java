package dev.zoetrope.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.fake.WithFakeVendor;
import dev.zoetrope.video.GenerationMode;
import dev.zoetrope.video.GenerationRequest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A process that slept over its permission to send does not send, and does not blame the vendor for it. */
@QuarkusTest
@WithTestResource(LateDispatchTest.Touchy.class)
class LateDispatchTest {
    FakeVendor vendor;

    @Inject
    Upstream upstream;

    private final VirtualClock clock = new VirtualClock();

    /** A breaker that opens after four. */
    public static class Touchy extends WithFakeVendor {
        @Override
        protected Map<String, String> tightened() {
            return Map.of(GUARDS + "/create\".circuit-breaker.request-volume-threshold", "4");
        }
    }

    private SendOutcome send(String prompt, Duration slept) {
        GenerationRequest request = new GenerationRequest(GenerationRequest.MODEL, GenerationMode.IMAGE_TO_VIDEO, false,
                List.of("https://example.com/a.jpg"), null, prompt, null, null, null, null, null, null, null, null, null);
        Dispatch dispatch = new Dispatch(request, clock.instant().plusSeconds(3), clock);
        clock.advance(slept);
        return upstream.create(dispatch).await().atMost(Duration.ofSeconds(10));
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
}
