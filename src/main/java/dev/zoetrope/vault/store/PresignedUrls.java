package dev.zoetrope.vault.store;

import java.time.Duration;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Links by which whoever has one reads an object straight from the bucket, for a while. Signed on a worker thread, as that
 * may look for credentials.
 */
final class PresignedUrls implements AutoCloseable {
    /** Longer than a film is watched at a time, and shorter than the credentials of a role live. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Vertx vertx;
    private final S3Presigner presigner;
    private final String bucket;
    private final String prefix;

    PresignedUrls(Vertx vertx, S3Presigner presigner, S3Config config) {
        this.vertx = vertx;
        this.presigner = presigner;
        this.bucket = config.bucket().orElseThrow();
        this.prefix = config.prefix();
    }

    /**
     * @param key what comes after the prefix
     * @param type media type the bucket answers with
     * @param disposition what it answers as {@code Content-Disposition}
     * @param life at least a second; an hour at most is granted
     */
    Future<String> object(String key, String type, String disposition, Duration life) {
        return vertx.executeBlocking(() -> presigner.presignGetObject(
                sign -> sign.signatureDuration(life.compareTo(LONGEST) > 0 ? LONGEST : life)
                        .getObjectRequest(get -> get.bucket(bucket).key(prefix + key).responseContentType(type)
                                .responseContentDisposition(disposition)))
                .url().toString(), false)
                .recover(failure -> Future.failedFuture(BucketFailures.told(failure)));
    }

    @Override
    public void close() {
        presigner.close();
    }
}
