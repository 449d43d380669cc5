package dev.zoetrope.upstream;

import static dev.zoetrope.api.Calls.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.LogLines;
import dev.zoetrope.fake.WithFakeVendor;
import dev.zoetrope.video.Pin;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/**
 * A create for which no HTTP request can be built: it was not sent, stays pending, and is sent once when it can be built.
 */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class UnbuiltRequestTest {
    FakeVendor vendor;

    @Inject
    Vendors vendors;

    private void useKey(String key) {
        Map<String, String> models = Map.of("wan-2.7-image-to-video", "wan-2.7-image-to-video");
        vendors.use(List.of(new VendorSpec(Pin.DEFAULT_VENDOR, "unified-task", () -> URI.create(vendor.url()), List.of(key),
                models, null, null, 20, false)), Map.of());
    }

    @Test
    void it_is_pending_and_sent_once_later() {
        // Given: a key that is invalid in a header; the start-up check would refuse it
        Map<String, Vendor> before = vendors.byName;
        useKey("the-vendors\nkey");
        try (LogLines log = new LogLines(SendPermit.class)) {
            // When
            create("cannot be built").then().statusCode(200).body("status", equalTo("pending")).body("error", nullValue());
            // Then
            assertThat(vendor.creates("cannot be built")).isEmpty();
            assertThat(log.with("ERROR", "IllegalArgumentException")).isNotEmpty();
            assertThat(log.with("the-vendors")).isEmpty();
        } finally {
            vendors.byName = before;
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> !vendor.creates("cannot be built").isEmpty());
        assertThat(vendor.creates("cannot be built")).hasSize(1);
    }
}
