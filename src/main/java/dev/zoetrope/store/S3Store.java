package dev.zoetrope.store;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * Stores files as objects of a bucket, for replicas without a shared disk. A stored file is visible to all replicas at once,
 * and S3 makes it durable.
 */
final class S3Store implements FileStore {
    private final Vertx vertx;
    private final Bucket bucket;
    private final int partSize;
    private final Optional<PresignedUrls> presignedUrls;

    /**
     * @param partSize in bytes, see {@link S3Limits}
     * @param links present if readers are redirected to the bucket
     */
    S3Store(Vertx vertx, Bucket bucket, int partSize, Optional<PresignedUrls> links) {
        this.vertx = vertx;
        this.bucket = bucket;
        this.partSize = partSize;
        this.presignedUrls = links;
    }

    /** Makes no call to the store yet: a small file is put in one call at the end. */
    @Override
    public Uni<Draft> create(FileName fileId, String contentType) {
        return Uni.createFrom().item(() -> new S3Draft(bucket, fileId.toString(), contentType, partSize));
    }

    @Override
    public Uni<Void> send(FileName fileId, long from, long length, HttpServerResponse to) {
        String key = fileId.toString();
        return toUni(() -> length == 0 ? bucket.size(key).compose(found -> to.end())
                : bucket.read(key, from, length).compose(object -> new S3ResponseWriter(vertx, object, length, to).write()));
    }

    @Override
    public Uni<Buffer> read(FileName fileId, long size) {
        return toUni(() -> bucket.read(fileId.toString(), 0, size).compose(object -> {
            Future<Buffer> whole = object.body();
            object.resume();
            return whole;
        }));
    }

    @Override
    public Uni<Void> check(FileName fileId, long size) {
        return toUni(() -> bucket.size(fileId.toString()).compose(found -> found < size
                ? Future.failedFuture(new MissingFileException())
                : Future.succeededFuture()));
    }

    @Override
    public Uni<Optional<String>> redirectUrl(FileName fileId, String contentType, String disposition, Duration life) {
        return presignedUrls
                .map(urls -> toUni(() -> urls.presign(fileId.toString(), contentType, disposition, life).map(Optional::of)))
                .orElse(Uni.createFrom().item(Optional.empty()));
    }

    @Override
    public Uni<Void> remove(FileName fileId) {
        return toUni(() -> bucket.remove(fileId.toString()));
    }

    static <T> Uni<T> toUni(Supplier<Future<T>> work) {
        return Uni.createFrom().completionStage(() -> work.get().toCompletionStage());
    }
}
