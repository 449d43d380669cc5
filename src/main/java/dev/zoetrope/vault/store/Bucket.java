package dev.zoetrope.vault.store;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * The few calls that a vault makes to its bucket. A key is what comes after the prefix. Each call is prepared and signed
 * on a worker thread, as that hashes a part and may look for credentials, and its outcome comes on the caller's context. A
 * failure is a {@link MissingFileException} or a {@link BucketException}.
 */
final class Bucket {
    private final Vertx vertx;
    private final S3AsyncClient client;
    private final String name;
    private final String prefix;
    private final Duration callTimeout;

    Bucket(Vertx vertx, S3AsyncClient client, S3Config config) {
        this.vertx = vertx;
        this.client = client;
        this.name = config.bucket().orElseThrow();
        this.prefix = config.prefix();
        this.callTimeout = config.callTimeout();
    }

    /** Whether it is there and ours to use. */
    Future<Void> reached() {
        return call(() -> client.headBucket(head -> head.bucket(name))).mapEmpty();
    }

    /** A whole object in one call. */
    Future<Void> put(String key, String type, ByteBuffer... content) {
        return call(() -> client.putObject(put -> put.bucket(name).key(prefix + key).contentType(type),
                AsyncRequestBody.fromByteBuffersUnsafe(content))).mapEmpty();
    }

    /** @return the id of a new upload */
    Future<String> begin(String key, String type) {
        return call(() -> client.createMultipartUpload(begin -> begin.bucket(name).key(prefix + key).contentType(type)))
                .map(begun -> begun.uploadId());
    }

    /** @param number from 1 */
    Future<CompletedPart> part(String key, String upload, int number, ByteBuffer... content) {
        return call(() -> client.uploadPart(
                part -> part.bucket(name).key(prefix + key).uploadId(upload).partNumber(number),
                AsyncRequestBody.fromByteBuffersUnsafe(content)))
                .map(done -> CompletedPart.builder().partNumber(number).eTag(done.eTag()).build());
    }

    /** The object is there from now on, in place of an earlier one. */
    Future<Void> complete(String key, String upload, List<CompletedPart> parts) {
        return call(() -> client.completeMultipartUpload(complete -> complete.bucket(name).key(prefix + key)
                .uploadId(upload).multipartUpload(all -> all.parts(parts)))).mapEmpty();
    }

    /** No error if there is none. */
    Future<Void> abort(String key, String upload) {
        return asked(() -> client
                .abortMultipartUpload(abort -> abort.bucket(name).key(prefix + key).uploadId(upload))).<Void> mapEmpty()
                .recover(failure -> BucketFailures.isGoneUpload(failure) ? Future.succeededFuture() : told(failure));
    }

    /** The ids of uploads of this key that nobody ended; none where the store does not tell. */
    Future<List<String>> unfinished(String key) {
        return asked(() -> client.listMultipartUploads(list -> list.bucket(name).prefix(prefix + key)))
                .map(list -> list.uploads().stream().filter(upload -> upload.key().equals(prefix + key))
                        .map(MultipartUpload::uploadId).toList())
                .recover(failure -> BucketFailures.isWithheld(failure) ? Future.succeededFuture(List.of()) : told(failure));
    }

    /** Fails where there is no such object. */
    Future<Void> found(String key) {
        return call(() -> client.headObject(head -> head.bucket(name).key(prefix + key))).mapEmpty();
    }

    /**
     * An object's bytes, once they begin to come, and then for as long as their reader takes.
     *
     * @param length at least 1
     */
    Future<ObjectBytes> read(String key, long from, long length) {
        return call(() -> client.getObject(
                get -> get.bucket(name).key(prefix + key).range("bytes=" + from + "-" + (from + length - 1)),
                new ObjectBytes()));
    }

    /** No error if there is none. */
    Future<Void> remove(String key) {
        return call(() -> client.deleteObject(delete -> delete.bucket(name).key(prefix + key))).mapEmpty();
    }

    private <T> Future<T> call(Supplier<CompletableFuture<T>> call) {
        return asked(call).recover(Bucket::told);
    }

    private static <T> Future<T> told(Throwable failure) {
        return Future.failedFuture(BucketFailures.told(failure));
    }

    private <T> Future<T> asked(Supplier<CompletableFuture<T>> call) {
        return vertx.executeBlocking(() -> call.get().orTimeout(callTimeout.toMillis(), TimeUnit.MILLISECONDS), false)
                .compose(answer -> Future.fromCompletionStage(answer, vertx.getOrCreateContext()))
                .recover(failure -> Future.failedFuture(BucketFailures.bare(failure)));
    }
}
