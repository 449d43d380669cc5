package dev.zoetrope.upstream;

import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.alice;
import static dev.zoetrope.api.Calls.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.ConnectProxy;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.SelfSigned;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** Calls the vendor over TLS through a proxy ({@code quarkus.rest-client.proxy-address}), which may refuse. */
@QuarkusTest
@WithTestResource(OutboundProxyTest.ThroughProxy.class)
public class OutboundProxyTest {
    private static final ConnectProxy PROXY = new ConnectProxy();

    FakeVendor vendor;

    /** Trusts the fake vendor's certificate. */
    public static final class ThroughProxy extends WithFakeVendor {
        private int port;

        @Override
        public FakeVendor vendor() {
            FakeVendor vendor = new FakeVendor(0, SelfSigned.server());
            port = vendor.port();
            return vendor;
        }

        @Override
        public Map<String, String> tightened() {
            return Map.of("zoetrope.upstream.url", "https://127.0.0.1:" + port, "quarkus.rest-client.proxy-address",
                    "127.0.0.1:" + PROXY.port(), "quarkus.tls.trust-all", "true", "zoetrope.submit.first-back-off", "100ms",
                    "zoetrope.submit.longest-back-off", "200ms",
                    // Each create opens its own connection through the proxy.
                    "test.upstream.keep-alive", "false",
                    // On a machine that is busy with other tests, no create may time out and so become unknown.
                    "zoetrope.upstream.connect-timeout", "10s", "zoetrope.upstream.read-timeout", "30s",
                    "zoetrope.submit.wait", "60s");
        }

        @Override
        public void stop() {
            super.stop();
            PROXY.close();
        }
    }

    @Test
    void a_create_goes_through_it_once() {
        PROXY.answers("200 Connection established");

        create("through").then().statusCode(200).body("error", nullValue());

        assertThat(vendor.creates("through")).hasSize(1);
        assertThat(PROXY.asked()).contains("CONNECT 127.0.0.1:" + vendor.port() + " HTTP/1.1");
    }

    @Test
    void what_it_refuses_was_not_sent_and_is_sent_later() {
        // Given
        PROXY.answers("403 Forbidden");
        // When
        String id = alice().header("Prefer", "wait=1").contentType("application/json")
                .body(Calls.body("refused by it")).post(Calls.GENERATIONS).then().statusCode(200)
                .body("status", equalTo("pending"))
                .body("error", nullValue()).extract().path("id");
        // Then
        assertThat(vendor.creates("refused by it")).isEmpty();
        PROXY.answers("200 Connection established");
        await().atMost(Duration.ofSeconds(30)).until(() -> vendor.creates("refused by it").size() == 1);
        alice().get(TASKS + id).then().statusCode(200).body("error", nullValue());
    }
}
