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

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.RawServer;
import dev.zoetrope.fake.SelfSigned;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.net.NetSocket;

/** No TLS handshake with the vendor succeeds: the create is not sent, and its task fails at the deadline. */
@QuarkusTest
@WithTestResource(HandshakeTest.HttpsVendor.class)
public class HandshakeTest {
    /** Closed; the test uses only its port. */
    FakeVendor gone;

    /** The vendor's port is closed, so that each test can start its own server on it. */
    public static class HttpsVendor extends WithFakeVendor {
        private int port;

        @Override
        public FakeVendor vendor() {
            FakeVendor vendor = new FakeVendor();
            port = vendor.port();
            vendor.close();
            return vendor;
        }

        @Override
        public Map<String, String> tightened() {
            return Map.of("zoetrope.upstream.url", "https://127.0.0.1:" + port, "zoetrope.submit.first-back-off",
                    "100ms", "zoetrope.submit.longest-back-off", "200ms", "zoetrope.submit.deadline", "5s");
        }
    }

    /** The task is pending, and later fails as one whose create was never sent. */
    private static void isNeverSent(String prompt) {
        String id = create(prompt).then().statusCode(200).body("status", equalTo("pending")).body("error", nullValue())
                .body("task_info.can_cancel", equalTo(true)).extract().path("id");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> alice().get(TASKS + id).then()
                .body("status", equalTo("failed")).body("error.code", equalTo("deadline_exceeded")));
    }

    @Test
    void refused_at_connect() {
        isNeverSent("nobody listens");
    }

    @Test
    void a_server_that_speaks_no_tls() {
        try (FakeVendor plain = new FakeVendor(gone.port())) {
            isNeverSent("plain");

            assertThat(plain.creates("plain")).isEmpty();
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for() {
        try (FakeVendor stranger = new FakeVendor(gone.port(), SelfSigned.server())) {
            isNeverSent("stranger");

            assertThat(stranger.creates("stranger")).isEmpty();
        }
    }

    @Test
    void a_server_that_hangs_up() {
        try (RawServer rude = new RawServer(gone.port(), NetSocket::close)) {
            isNeverSent("rude");

            assertThat(rude.connections()).as("resent").isGreaterThan(1);
        }
    }

    @Test
    void a_server_that_never_shakes_hands() {
        try (RawServer silent = new RawServer(gone.port(), connection -> {
        })) {
            isNeverSent("silent");

            assertThat(silent.connections()).as("resent").isGreaterThan(1);
        }
    }
}
