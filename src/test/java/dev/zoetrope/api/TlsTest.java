package dev.zoetrope.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.zoetrope.track.HttpsOnlyTest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;

/** A client can negotiate HTTP/2 over TLS, although HTTP/2 in clear text is disabled. */
@QuarkusTest
@WithTestResource(HttpsOnlyTest.Secured.class)
class TlsTest {
    @Inject
    Vertx vertx;
    @TestHTTPResource(value = "/", tls = true)
    URL url;

    @Test
    void http_2_is_negotiated() throws Exception {
        HttpClientOptions asking = new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false)
                .setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2);

        HttpClientResponse answer = vertx.createHttpClient(asking)
                .request(HttpMethod.GET, url.getPort(), "127.0.0.1", "/v1/models").compose(HttpClientRequest::send)
                .toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);

        assertThat(answer.version()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(answer.statusCode()).isEqualTo(401);
    }
}
