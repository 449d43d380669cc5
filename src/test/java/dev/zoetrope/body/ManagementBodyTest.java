package dev.zoetrope.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

/** On the management port the framework reads bodies itself, and it refuses them after few bytes. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class ManagementBodyTest {
    @TestHTTPResource(value = "/", management = true)
    URL management;

    @ParameterizedTest
    @ValueSource(strings = { "Content-Length: 2000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n7d0\r\n" })
    void a_body_there_is_refused_before_much_of_it_has_come(String length) {
        try (RawHttp client = new RawHttp(management.getPort())) {
            client.send("POST /q/health/live HTTP/1.1\r\nHost: localhost\r\n" + length + "x".repeat(1500));

            assertThat(client.nextHead()).startsWith("HTTP/1.1 413 ");
        }
    }
}
