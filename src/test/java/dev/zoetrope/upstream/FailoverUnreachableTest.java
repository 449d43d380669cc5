package dev.zoetrope.upstream;

import static dev.zoetrope.api.Calls.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.VendorPair;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A vendor that cannot be reached, and one that is full: the create goes to the next one, and the first one sees nothing. */
@QuarkusTest
@WithTestResource(FailoverUnreachableTest.OneGoneOneFull.class)
class FailoverUnreachableTest {
    VendorPair pair;

    /** A route of three vendors: one whose port is closed, one with room for one task, and one without limits. */
    public static class OneGoneOneFull extends WithFakeVendor {
        private VendorPair pair;

        @Override
        public Map<String, String> tightened() {
            FakeVendor gone = new FakeVendor();
            gone.close();
            pair = new VendorPair(new FakeVendor(), new FakeVendor());
            return Map.of("zoetrope.vendors.gone.url", gone.url(), "zoetrope.vendors.gone.keys", "gone-key",
                    "zoetrope.vendors.full.url", pair.first().url(), "zoetrope.vendors.full.keys", "full-key",
                    "zoetrope.vendors.full.running", "1",
                    "zoetrope.routes.\"wan-2.7-image-to-video\"", "gone,full,last", "zoetrope.vendors.last.url",
                    pair.second().url(), "zoetrope.vendors.last.keys", "last-key");
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(pair, new TestInjector.MatchesType(VendorPair.class));
        }

        @Override
        public void stop() {
            super.stop();
            pair.first().close();
            pair.second().close();
        }
    }

    @Test
    void the_next_one_gets_it() {
        FakeVendor full = pair.first();
        FakeVendor last = pair.second();

        create("one").then().statusCode(200).body("error", nullValue()).body("status", equalTo("pending"));
        assertThat(full.creates("one")).hasSize(1);

        create("two").then().statusCode(200).body("error", nullValue());
        assertThat(full.creates("two")).as("full").isEmpty();
        assertThat(last.creates("two")).hasSize(1);

        last.onCreate("three", Replies.error(429, "rate_limit_error", "slow_down", "Later."));
        create("three").then().statusCode(200).body("status", equalTo("pending"));
        assertThat(full.creates("three")).isEmpty();
    }
}
