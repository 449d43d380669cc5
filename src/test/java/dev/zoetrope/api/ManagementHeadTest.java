package dev.zoetrope.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.RawHttp2;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

/** The management port checks the head of a request by the same rules as the callers' port. */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class ManagementHeadTest {
    private static final String NEXT = "GET /q/health/live HTTP/1.1\r\nHost: next\r\n\r\n";

    @TestHTTPResource(value = "/", management = true)
    URL management;

    private String answer(String head) {
        try (RawHttp client = new RawHttp(management.getPort())) {
            return client.send(head.replace("\\r\\n", "\r\n") + NEXT).all();
        }
    }

    @ParameterizedTest
    @CsvSource({ "GET /q/health/live HTTP/1.1\\r\\nHost: a\\r\\nHost: b\\r\\n\\r\\n, 400",
            "GET /q/health/live HTTP/1.1\\r\\nHost: a b\\r\\nHost: b\\r\\n\\r\\n, 400",
            "GET /q/health/live HTTP/1.1\\r\\nHost: a\\r\\n: nameless\\r\\n\\r\\n, 400",
            "POST /q/health/live HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: Chunked\\r\\n\\r\\n0\\r\\n\\r\\n, 400",
            "GET ftp://a/q/health/live HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n, 400",
            "GET /q/health/live HTTP/1.2\\r\\nHost: a\\r\\n\\r\\n, 505", "GET /q/health/live FTP/1.1\\r\\n\\r\\n, 505" })
    void a_malformed_head_is_refused_and_the_end(String head, int status) {
        String answer = answer(head);

        assertThat(answer).matches("(?s)[A-Z]+/1\\.[12] " + status + " .*").contains("\"type\":\"invalid_request_error\"")
                .doesNotContain("\"UP\"");
        assertThat(answer.split(" " + status + " ")).hasSize(2);
    }

    @Test
    void http_2_in_clear_text_is_505() {
        try (RawHttp2 client = new RawHttp2(management.getPort())) {
            client.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, 1,
                    RawHttp2.post("http", "/q/health/live", "none"));

            assertThat(client.next(RawHttp2.HEADERS).status()).isEqualTo(505);
        }
    }

    @Test
    void a_plain_head_is_answered() {
        try (RawHttp client = new RawHttp(management.getPort())) {
            assertThat(client.send(NEXT.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")).all()).contains("\"UP\"");
        }
    }
}
