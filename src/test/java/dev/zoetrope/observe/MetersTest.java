package dev.zoetrope.observe;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.WithFakeVendor;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** Real requests change the meters. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class MetersTest {
    FakeVendor vendor;
    @Inject
    MeterRegistry registry;

    private double creates(String outcome) {
        var counter = registry.find("zoetrope.creates").tag("outcome", outcome).counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void creates_are_counted_by_outcome() {
        double accepted = creates("accepted");
        double unknown = creates("unknown");
        double refused = creates("refused");
        vendor.onCreate("metered unknown", Replies.raw(500, ""));
        vendor.onCreate("metered refused", Replies.error(400, "invalid_request_error", "bad", "Bad."));

        Calls.create("metered accepted");
        Calls.create("metered unknown");
        Calls.create("metered refused");

        assertThat(creates("accepted") - accepted).isEqualTo(1);
        assertThat(creates("unknown") - unknown).isEqualTo(1);
        assertThat(creates("refused") - refused).isEqualTo(1);
        assertThat(registry.get("zoetrope.upstream.calls").tag("call", "create").tag("outcome", "accepted").timer()
                .count()).isPositive();
        assertThat(registry.get("zoetrope.ledger.rows.per.commit").summary().count()).isPositive();
        assertThat(registry.find("zoetrope.tasks").gauges()).hasSize(5);
    }
}
