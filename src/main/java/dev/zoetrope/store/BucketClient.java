package dev.zoetrope.store;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.zoetrope.store.aws.AwsCredentials;
import dev.zoetrope.store.aws.AwsSigner;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Signs calls and sends them to the store, with a limit for every wait. */
final class BucketClient {
    /** The maximum number of calls that wait for a connection. */
    private static final int MAX_QUEUE = 256;
    /** Shorter than the idle time after which a store closes a connection. */
    private static final int KEEP_ALIVE_SECONDS = 10;

    private final Vertx vertx;
    private final HttpClient http;
    private final S3Address address;
    private final AwsSigner signer;
    private final Supplier<Future<AwsCredentials>> credentials;
    private final S3Limits limits;

    BucketClient(Vertx vertx, S3Config config, S3Limits limits, Supplier<Future<AwsCredentials>> credentials, Clock clock) {
        this.vertx = vertx;
        this.limits = limits;
        this.credentials = credentials;
        this.address = S3Address.of(config);
        this.signer = new AwsSigner(config.region(), clock);
        this.http = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(limits.maxConnections())
                .setMaxWaitQueueSize(MAX_QUEUE).setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setConnectTimeout(Math.toIntExact(limits.connectTimeout().toMillis()))
                .setSslHandshakeTimeout(limits.connectTimeout().toMillis()).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(limits.readTimeout().toMillis())).setIdleTimeoutUnit(TimeUnit.MILLISECONDS));
    }

    S3Address address() {
        return address;
    }

    /**
     * Sends a request, and sends it again after a failure that may be temporary. The result arrives on the Vert.x context of
     * the caller. Fails with an {@link S3Refusal} if the store refuses the call, with any other exception if there is no
     * answer.
     *
     * @param reader called with each answer that is no error. It must read or pause the body before it returns. If its
     *        future fails, the request is reset
     */
    <T> Future<T> call(S3Request request, Function<HttpClientResponse, Future<T>> reader) {
        return new S3Call<>(vertx, limits, request, this::prepare, http, reader).result();
    }

    /** The signed head. It is signed on a worker thread, because that may hash a part. */
    private Future<RequestOptions> prepare(S3Request request) {
        return credentials.get().compose(keys -> vertx.executeBlocking(() -> sign(request, keys), false));
    }

    private RequestOptions sign(S3Request request, AwsCredentials keys) {
        SdkHttpRequest.Builder unsigned = address.request(request.method(), request.path(), request.query());
        request.headers().forEach(unsigned::putHeader);
        if (request.mayHaveBody()) {
            unsigned.putHeader("content-length", Long.toString(request.length()));
        }
        // Many stores do not know the newer checksums. The bytes are protected by TLS, or without TLS by the SHA-256 in the
        // signature, and end to end by the SHA-256 in the ledger.
        SdkHttpRequest signed = signer.signHeaders(keys, unsigned.build(), request.content());
        RequestOptions options = new RequestOptions().setMethod(request.method()).setHost(address.host())
                .setPort(address.port()).setSsl(address.tls())
                .setURI(signed.encodedPath() + signed.encodedQueryParameters().map(query -> "?" + query).orElse(""))
                .setConnectTimeout(limits.connectTimeout().toMillis() * 2);
        signed.forEachHeader((name, values) -> options.putHeader(name, values.get(0)));
        return options;
    }

    void close() {
        http.close();
    }
}
