package dev.zoetrope.vault.store;

import java.time.Duration;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Makes URLs by which a client can read an object directly from the bucket for a limited time. Signs them on a worker
 * thread, because signing may look up credentials.
 */
final class PresignedUrls implements AutoCloseable {
    /** Longer than one viewing of a video, and shorter than the life of the credentials of a role. */
    private static final Duration LONGEST_LIFE = Duration.ofHours(1);

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
     * Makes the URL of an object.
     *
     * @param key key without the prefix
     * @param type media type of the bucket's response
     * @param disposition {@code Content-Disposition} of the bucket's response
     * @param life how long the URL works, at least one second; shortened to one hour if longer
     */
    Future<String> presign(String key, String type, String disposition, Duration life) {
        return vertx.executeBlocking(() -> presigner.presignGetObject(
                sign -> sign.signatureDuration(life.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : life)
                        .getObjectRequest(get -> get.bucket(bucket).key(prefix + key).responseContentType(type)
                                .responseContentDisposition(disposition)))
                .url().toString(), false)
                .recover(failure -> Future.failedFuture(BucketFailures.map(failure)));
    }

    @Override
    public void close() {
        presigner.close();
    }
}
