package dev.zoetrope.upstream;

import static dev.zoetrope.api.Calls.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.net.URI;
import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.LogLines;
import dev.zoetrope.fake.WithFakeVendor;
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
    UpstreamTarget target;

    @Test
    void it_is_pending_and_sent_once_later() {
        // Given: a key that is invalid in a header; the start-up check would refuse it
        target.useVendor(() -> URI.create(vendor.url()), "the-vendors\nkey");
        try (LogLines log = new LogLines(SendPermit.class)) {
            // When
            create("cannot be built").then().statusCode(200).body("status", equalTo("pending")).body("error", nullValue());
            // Then
            assertThat(vendor.creates("cannot be built")).isEmpty();
            assertThat(log.with("ERROR", "IllegalArgumentException")).isNotEmpty();
            assertThat(log.with("the-vendors")).isEmpty();
        } finally {
            target.useVendor(() -> URI.create(vendor.url()), FakeVendor.KEY);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> !vendor.creates("cannot be built").isEmpty());
        assertThat(vendor.creates("cannot be built")).hasSize(1);
    }
}
