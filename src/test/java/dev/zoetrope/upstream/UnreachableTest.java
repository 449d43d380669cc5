package dev.zoetrope.upstream;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.LogLines;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A vendor that refuses connections: the create stays pending, and is sent once when the vendor is back. */
@QuarkusTest
@WithTestResource(UnreachableTest.ClosedVendor.class)
public class UnreachableTest {
    FakeVendor gone;

    /** The vendor's port is closed before the application starts. */
    public static class ClosedVendor extends WithFakeVendor {
        @Override
        public FakeVendor vendor() {
            FakeVendor vendor = new FakeVendor();
            vendor.close();
            return vendor;
        }

        @Override
        public Map<String, String> tightened() {
            return Map.of("zoetrope.submit.first-back-off", "200ms", "zoetrope.submit.longest-back-off", "1s");
        }
    }

    @Test
    void a_create_that_could_not_be_sent_is_pending_and_sent_once_later() {
        try (LogLines log = new LogLines(Outage.class)) {
            String id = create("nobody home").then().statusCode(200).body("status", equalTo("pending")).extract()
                    .path("id");
            assertThat(log.lines()).singleElement().asString().contains("it refuses connections", "WARN");

            isSentOnceTheVendorIsBack(id);

            assertThat(log.lines()).hasSize(2).last().asString().contains("the vendor default answers creates again");
        }
    }

    private void isSentOnceTheVendorIsBack(String id) {
        try (FakeVendor back = new FakeVendor(gone.port())) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> alice().get(TASKS + id + "?sync_upstream=true")
                    .then().body("status", equalTo("processing")));

            assertThat(back.creates("nobody home")).hasSize(1);
        }
    }
}
