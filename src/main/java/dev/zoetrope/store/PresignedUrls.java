package dev.zoetrope.store;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import dev.zoetrope.store.aws.AwsCredentials;
import dev.zoetrope.store.aws.AwsSigner;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;

/** Makes URLs by which a client can read an object directly from the bucket for a limited time, without a call to it. */
final class PresignedUrls {
    /** Longer than one viewing of a video, and shorter than the life of the credentials of a role. */
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);

    private final Vertx vertx;
    private final S3Address address;
    private final AwsSigner signer;
    private final String prefix;
    private final Supplier<Future<AwsCredentials>> credentials;

    PresignedUrls(Vertx vertx, S3Config config, Supplier<Future<AwsCredentials>> credentials, Clock clock) {
        this.vertx = vertx;
        this.address = S3Address.of(config);
        this.signer = new AwsSigner(config.region(), clock);
        this.prefix = config.prefix();
        this.credentials = credentials;
    }

    /**
     * Makes the URL of an object. The result arrives on the Vert.x context that made the call.
     *
     * @param key key without the prefix
     * @param type media type of the bucket's response
     * @param disposition {@code Content-Disposition} of the bucket's response
     * @param life how long the URL works, at least one second; shortened to one hour if longer
     */
    Future<String> presign(String key, String type, String disposition, Duration life) {
        Context context = vertx.getOrCreateContext();
        Promise<String> url = Promise.promise();
        credentials.get().map(keys -> signer.signUrl(keys,
                address.request(HttpMethod.GET, address.path(prefix + key),
                        Map.of("response-content-type", type, "response-content-disposition", disposition)).build(),
                life.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : life).getUri().toString())
                .recover(failure -> Future.failedFuture(BucketFailures.map(failure)))
                .onComplete(done -> context.runOnContext(now -> url.handle(done)));
        return url.future();
    }
}
