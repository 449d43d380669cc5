package dev.zoetrope.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLHandshakeException;

import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.SelfSigned;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.Vertx;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;

/** Finds the reason why a create was not sent from the failure and its causes. */
class SendFailureReasonTest {

    private static SendFailureReason of(Throwable... outerFirst) {
        for (int i = outerFirst.length - 1; i > 0; i--) {
            outerFirst[i - 1].initCause(outerFirst[i]);
        }
        return SendFailureReason.of(outerFirst[0]);
    }

    private static SSLHandshakeException handshake() {
        return new SSLHandshakeException("Failed to create SSL connection");
    }

    private static Throwable failure(Vertx vertx, FakeVendor vendor, HttpClientOptions options, String host) {
        CompletableFuture<?> get = vertx.createHttpClient(options.setSsl(true))
                .request(HttpMethod.GET, vendor.port(), host, "/").toCompletionStage().toCompletableFuture();
        return catchThrowableOfType(ExecutionException.class, () -> get.get(20, TimeUnit.SECONDS)).getCause();
    }

    @Test
    void a_real_handshake_says_what_is_wrong_with_the_certificate() {
        Vertx vertx = Vertx.vertx();
        try (FakeVendor stranger = new FakeVendor(0, SelfSigned.server()); FakeVendor plain = new FakeVendor()) {
            assertThat(SendFailureReason.of(failure(vertx, stranger, new HttpClientOptions(), "127.0.0.1")))
                    .isEqualTo(SendFailureReason.CERTIFICATE_UNTRUSTED);
            assertThat(SendFailureReason.of(failure(vertx, plain, new HttpClientOptions(), "127.0.0.1")))
                    .isEqualTo(SendFailureReason.TLS);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void the_cause_that_says_most_counts() {
        assertThat(of(new IllegalStateException("wrapped"), new UnknownHostException("x")))
                .isEqualTo(SendFailureReason.UNKNOWN_HOST);
        assertThat(of(new ConnectException("Connection refused"))).isEqualTo(SendFailureReason.REFUSED);
        assertThat(of(new ConnectTimeoutException("after 5000 ms"))).isEqualTo(SendFailureReason.CONNECT_TIMEOUT);
        assertThat(of(new IOException("x"), new NoRouteToHostException("x"))).isEqualTo(SendFailureReason.UNROUTABLE);
        assertThat(of(handshake(), new CertificateExpiredException("x"))).isEqualTo(SendFailureReason.CERTIFICATE_EXPIRED);
        assertThat(of(handshake(), new CertificateNotYetValidException("x")))
                .isEqualTo(SendFailureReason.CERTIFICATE_NOT_YET_VALID);
        assertThat(of(handshake(), new CertificateException("x"), new CertPathBuilderException("unable to find")))
                .isEqualTo(SendFailureReason.CERTIFICATE_UNTRUSTED);
        assertThat(of(handshake(), new CertificateException("No name matching vendor.example found")))
                .isEqualTo(SendFailureReason.CERTIFICATE_OF_ANOTHER_HOST);
        assertThat(of(handshake())).isEqualTo(SendFailureReason.TLS);
        assertThat(of(new SslHandshakeTimeoutException("x"))).isEqualTo(SendFailureReason.TLS);
        assertThat(of(new CircuitBreakerOpenException("x"))).isEqualTo(SendFailureReason.BREAKER_OPEN);
        assertThat(of(new ConnectionPoolTooBusyException("x"))).isEqualTo(SendFailureReason.BUSY);
        assertThat(of(new IllegalStateException("x"), new IllegalArgumentException("x")))
                .isEqualTo(SendFailureReason.NOT_BUILT);
        assertThat(of(new IOException("x"))).isEqualTo(SendFailureReason.OTHER);
    }
}
