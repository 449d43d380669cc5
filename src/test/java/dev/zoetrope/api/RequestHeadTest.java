package dev.zoetrope.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpVersion;

/** The rules without a server, also for heads that the current HTTP library refuses before the gateway's check. */
class RequestHeadTest {

    /** @param fields names and values, alternating */
    private static int status(HttpVersion version, String... fields) {
        MultiMap head = MultiMap.caseInsensitiveMultiMap();
        for (int at = 0; at < fields.length; at += 2) {
            head.add(fields[at], fields[at + 1]);
        }
        var fault = RequestHead.fault(version, head, "/v1/models", "http");
        return fault == null ? 200 : fault.status();
    }

    private static int status(String target, String scheme) {
        var fault = RequestHead.fault(HttpVersion.HTTP_1_1, MultiMap.caseInsensitiveMultiMap(), target, scheme);
        return fault == null ? 200 : fault.status();
    }

    @Test
    void plain_heads_pass() {
        assertThat(status(HttpVersion.HTTP_1_1, "Host", "a", "Transfer-Encoding", "chunked")).isEqualTo(200);
        assertThat(status(HttpVersion.HTTP_1_1, "host", "a", "Content-Length", "2")).isEqualTo(200);
        assertThat(status(HttpVersion.HTTP_1_0)).isEqualTo(200);
        assertThat(status(HttpVersion.HTTP_2, "Host", "a")).isEqualTo(200);
    }

    @Test
    void another_version_is_505() {
        assertThat(status(null, "Host", "a")).isEqualTo(505);
    }

    @Test
    void more_than_one_host_is_400() {
        assertThat(status(HttpVersion.HTTP_1_1, "Host", "a", "host", "a")).isEqualTo(400);
        assertThat(status(HttpVersion.HTTP_2, "host", "a", "host", "b")).isEqualTo(400);
    }

    @Test
    void a_field_without_a_name_is_400() {
        assertThat(status(HttpVersion.HTTP_1_1, "Host", "a", "", "x")).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "identity", "chunked, identity", "identity, chunked", "gzip, chunked", "chunked, chunked",
            "xchunked", "chunkedx", "Chunked", " chunked", "chunked ", "chunked;q=1", "\u000bchunked", "\"chunked\"" })
    void a_coding_that_is_not_exactly_chunked_is_400(String coding) {
        assertThat(status(HttpVersion.HTTP_1_1, "Host", "a", "Transfer-Encoding", coding)).isEqualTo(400);
    }

    @Test
    void a_second_coding_or_a_length_beside_it_or_an_old_version_is_400() {
        assertThat(status(HttpVersion.HTTP_1_1, "Transfer-Encoding", "chunked", "Transfer-Encoding", "chunked"))
                .isEqualTo(400);
        assertThat(status(HttpVersion.HTTP_1_1, "Transfer-Encoding", "chunked", "Content-Length", "2")).isEqualTo(400);
        assertThat(status(HttpVersion.HTTP_1_0, "Transfer-Encoding", "chunked")).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({ "/v1/models,http,200", "/a:b,https,200", "*,HTTPS,200", "http://a/v1,http,200", "HTTPS://a/v1,http,200",
            "v1/models,http,200", "ftp://a/v1,http,400", "javascript:alert(1),http,400", "a:443,http,400", ":,http,400",
            "/v1/models,ftp,400", "/v1/models,javascript,400", "/v1/models,'',400", "/v1/models,,400" })
    void another_scheme_than_http_and_https_is_400(String target, String scheme, int status) {
        assertThat(status(target, scheme)).isEqualTo(status);
    }
}
