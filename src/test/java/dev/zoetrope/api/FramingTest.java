package dev.zoetrope.api;

import static dev.zoetrope.api.Calls.body;
import static dev.zoetrope.api.Calls.createTask;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.RawHttp;
import dev.zoetrope.fake.WithFakeVendor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/**
 * The end of a request. If a head or a chunk is malformed, the server never handles the following bytes as a request. In
 * these tests the following bytes are a paid create.
 */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class FramingTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Pattern STATUS = Pattern.compile("(?:HTTP|FTP)/[0-9.]+ ([0-9]{3}) ");
    private static final String ONE_CHUNK = "2\r\n{}\r\n0\r\n\r\n";

    FakeVendor vendor;

    private static String get(String fields) {
        return "GET /v1/models HTTP/1.1\r\n" + fields + "\r\n";
    }

    private static String post(String fields) {
        return RawHttp.head(WithFakeVendor.ALICE) + fields + "\r\n";
    }

    /** Sends the bytes followed by a create, and returns all answers until the server closes the connection. */
    private String answer(String bytes) {
        String behind = "behind " + NUMBER.incrementAndGet();
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            String answer = client.send(bytes + RawHttp.create(WithFakeVendor.ALICE, body(behind))).all();
            createTask("after the attempt"); // a create that was handled would have reached the vendor before this one
            assertThat(vendor.creates(behind)).as("the following create is not sent, after the answer %s", answer).isEmpty();
            return answer;
        }
    }

    private static int[] statuses(String answer) {
        return STATUS.matcher(answer).results().mapToInt(line -> Integer.parseInt(line.group(1))).toArray();
    }

    private static void refused(String answer, int status) {
        assertThat(statuses(answer)).as(answer).containsExactly(status);
        assertThat(answer).contains("\"type\":\"invalid_request_error\"").containsIgnoringCase("\r\nX-Request-Id: ")
                .containsIgnoringCase("\r\nConnection: close\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Host: a\r\nHost: a\r\n", "Host: a\r\nhost: b\r\n", "Host: a b\r\nHost: a\r\n",
            "Host: a\r\n: nameless\r\n" })
    void an_ambiguous_head_is_400_and_the_end(String fields) {
        refused(answer(get(fields)), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Transfer-Encoding: Chunked\r\n", "Transfer-Encoding: gzip, chunked\r\n",
            "transfer-encoding: CHUNKED\r\n" })
    void a_coding_that_the_library_takes_is_400_unless_it_is_exactly_chunked(String fields) {
        refused(answer(post(fields) + ONE_CHUNK), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Transfer-Encoding: chunked, identity\r\n", "Transfer-Encoding: identity\r\n",
            "Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: \u000bchunked\r\n", "Transfer-Encoding:\r\n",
            "Transfer-Encoding : chunked\r\n", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
            "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
            "Content-Length: 2\r\nContent-Length: 12\r\n", "Content-Length: 12\r\nContent-Length: 12\r\n",
            "Content-Length: 2, 12\r\n", "Content-Length: +12\r\n", "Content-Length: -1\r\n", "Content-Length: 0x2\r\n",
            "Content-Length:\r\n", "Content-Length: 12\nX: y\r\n", "X: y\rContent-Length: 12\r\n", "X: \u0000\r\n",
            "nothing\r\n", "na me: x\r\n" })
    void a_length_that_can_be_read_two_ways_is_400_and_the_end(String fields) {
        assertThat(statuses(answer(post(fields) + ONE_CHUNK))).containsExactly(400);
    }

    @Test
    void chunks_on_http_1_0_are_400_and_the_end() {
        assertThat(statuses(answer(post("Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n")
                .replace("HTTP/1.1", "HTTP/1.0") + ONE_CHUNK))).containsExactly(400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "2;a=\"\r\n{}\r\n0\r\n\r\n", "2;a=\"\r\n{}\r\n0\r\n\r\n\"\r\n", "2;a\nb\r\n{}\r\n0\r\n\r\n",
            "2\n{}\n0\n\n", "2\r\n{}0\r\n\r\n", "2\r\n{}xx0\r\n\r\n", "0x2\r\n{}\r\n0\r\n\r\n", "+2\r\n{}\r\n0\r\n\r\n",
            "-2\r\n{}\r\n0\r\n\r\n", "2 \r\n{}\r\n0\r\n\r\n", "100000002\r\n{}\r\n0\r\n\r\n", "\r\n{}\r\n0\r\n\r\n",
            "2\r\n{}\r\n0\r\n: nameless\r\n\r\n" })
    void a_malformed_chunk_ends_the_connection(String chunks) {
        assertThat(statuses(answer(post("Transfer-Encoding: chunked\r\n") + chunks))).hasSizeLessThan(2)
                .doesNotContain(200);
    }

    @ParameterizedTest
    @ValueSource(strings = { "HTTP/1.2", "HTTP/2.0", "HTTP/0.9", "HTTP/3.0", "HTTP/01.1", "http/1.1", "FTP/1.1" })
    void another_version_in_text_is_505_and_the_end(String version) {
        refused(answer(get("Host: a\r\n").replace("HTTP/1.1", version)), 505);
        refused(answer(get("").replace("HTTP/1.1", version)), 505);
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET /v1/models\r\nHost: a\r\n\r\n", "GET /v1/models HTTP/1.1x\r\nHost: a\r\n\r\n",
            "GET /v1/models HTTP/1.1\nHost: a\n\n" })
    void a_first_line_that_is_none_is_400_and_the_end(String head) {
        assertThat(statuses(answer(head))).containsExactly(400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "ftp://a/v1/models", "javascript://a/v1/models", "file:/v1/models", "a:443" })
    void another_scheme_is_400_and_the_end(String target) {
        refused(answer(get("Host: a\r\n").replace("/v1/models", target)), 400);
    }

    @Test
    void what_waits_behind_a_slow_answer_is_dropped_too() {
        String answer = answer(RawHttp.create(WithFakeVendor.ALICE, body("slow")) + get("Host: a\r\nHost: b\r\n"));

        assertThat(statuses(answer)).containsExactly(200, 400);
        assertThat(vendor.creates("slow")).hasSize(1);
    }

    @Test
    void what_waits_behind_a_body_too_large_is_dropped_too() {
        String large = "Content-Length: 33554433\r\n";

        assertThat(statuses(answer(post(large)))).containsExactly(413);
    }

    @Test
    void http_2_in_clear_text_is_off() {
        refused(answer("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"), 505);
    }

    @Test
    void an_upgrade_to_http_2_is_not_taken() {
        String upgrade = "Host: a\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"
                + "Connection: Upgrade, HTTP2-Settings\r\n";
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            String answer = client.send(get(upgrade) + get("Host: a\r\nConnection: close\r\n")).all();

            assertThat(statuses(answer)).containsExactly(401, 401);
        }
    }

    @Test
    void well_formed_requests_share_a_connection() {
        String first = post("Transfer-Encoding: chunked\r\n") + "2;a=b\r\n{}\r\n0\r\nX: y\r\n\r\n";
        String second = get("Host: a\r\n").replace("/v1", "http://localhost/v1");
        String last = get("Host: a\r\nConnection: close\r\n");
        try (RawHttp client = new RawHttp(RestAssured.port)) {
            assertThat(statuses(client.send(first + second + last).all())).containsExactly(422, 401, 401);
        }
    }
}
