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
 * The calls of the vault to its bucket. A key is given without the prefix. Each call is prepared and signed on a worker
 * thread, because that hashes a part and may look up credentials. The result arrives on the Vert.x context that made the
 * call. A failure is a {@link MissingFileException} or a {@link BucketException}.
 */
final class Bucket {
    private final Vertx vertx;
    private final S3AsyncClient client;
    private final String name;
    private final String prefix;
    private final Duration callTimeout;

    Bucket(Vertx vertx, S3AsyncClient client, S3Config config, Duration callTimeout) {
        this.vertx = vertx;
        this.client = client;
        this.name = config.bucket().orElseThrow();
        this.prefix = config.prefix();
        this.callTimeout = callTimeout;
    }

    /** Fails if the bucket does not exist or the credentials do not allow its use. */
    Future<Void> checkAccess() {
        return call(() -> client.headBucket(head -> head.bucket(name))).mapEmpty();
    }

    /** Writes a whole object in one call. */
    Future<Void> put(String key, String type, ByteBuffer... content) {
        return call(() -> client.putObject(put -> put.bucket(name).key(prefix + key).contentType(type),
                AsyncRequestBody.fromByteBuffersUnsafe(content))).mapEmpty();
    }

    /**
     * Starts a multipart upload.
     *
     * @return the id of the upload
     */
    Future<String> createUpload(String key, String type) {
        return call(() -> client.createMultipartUpload(begin -> begin.bucket(name).key(prefix + key).contentType(type)))
                .map(begun -> begun.uploadId());
    }

    /**
     * Uploads one part.
     *
     * @param number number of the part, from 1
     */
    Future<CompletedPart> uploadPart(String key, String upload, int number, ByteBuffer... content) {
        return call(() -> client.uploadPart(
                part -> part.bucket(name).key(prefix + key).uploadId(upload).partNumber(number),
                AsyncRequestBody.fromByteBuffersUnsafe(content)))
                .map(done -> CompletedPart.builder().partNumber(number).eTag(done.eTag()).build());
    }

    /** Completes an upload. The object becomes visible and replaces an earlier one of the same key. */
    Future<Void> completeUpload(String key, String upload, List<CompletedPart> parts) {
        return call(() -> client.completeMultipartUpload(complete -> complete.bucket(name).key(prefix + key)
                .uploadId(upload).multipartUpload(all -> all.parts(parts)))).mapEmpty();
    }

    /** Aborts an upload; no error if there is none. */
    Future<Void> abortUpload(String key, String upload) {
        return execute(() -> client
                .abortMultipartUpload(abort -> abort.bucket(name).key(prefix + key).uploadId(upload))).<Void> mapEmpty()
                .recover(
                        failure -> BucketFailures.isUnknownUpload(failure) ? Future.succeededFuture() : mappedFailure(failure));
    }

    /** The ids of the unfinished uploads of this key; empty if the store does not list uploads. */
    Future<List<String>> unfinishedUploads(String key) {
        return execute(() -> client.listMultipartUploads(list -> list.bucket(name).prefix(prefix + key)))
                .map(list -> list.uploads().stream().filter(upload -> upload.key().equals(prefix + key))
                        .map(MultipartUpload::uploadId).toList())
                .recover(failure -> BucketFailures.isListingUnavailable(failure) ? Future.succeededFuture(List.of())
                        : mappedFailure(failure));
    }

    /** Bytes of an object. Fails with a {@link MissingFileException} if there is no such object. */
    Future<Long> size(String key) {
        return call(() -> client.headObject(head -> head.bucket(name).key(prefix + key))).map(found -> found.contentLength());
    }

    /**
     * Reads a range of an object. Completes when the first bytes arrive. After that the call timeout no longer applies, so
     * the reader may be slow.
     *
     * @param from index of the first byte
     * @param length number of bytes, at least 1
     */
    Future<ObjectBytes> read(String key, long from, long length) {
        return call(() -> client.getObject(
                get -> get.bucket(name).key(prefix + key).range("bytes=" + from + "-" + (from + length - 1)),
                new ObjectBytes()));
    }

    /** Removes an object; no error if there is none. */
    Future<Void> remove(String key) {
        return call(() -> client.deleteObject(delete -> delete.bucket(name).key(prefix + key))).mapEmpty();
    }

    private <T> Future<T> call(Supplier<CompletableFuture<T>> call) {
        return execute(call).recover(Bucket::mappedFailure);
    }

    private static <T> Future<T> mappedFailure(Throwable failure) {
        return Future.failedFuture(BucketFailures.map(failure));
    }

    private <T> Future<T> execute(Supplier<CompletableFuture<T>> call) {
        return vertx.executeBlocking(() -> call.get().orTimeout(callTimeout.toMillis(), TimeUnit.MILLISECONDS), false)
                .compose(answer -> Future.fromCompletionStage(answer, vertx.getOrCreateContext()))
                .recover(failure -> Future.failedFuture(BucketFailures.unwrap(failure)));
    }
}
