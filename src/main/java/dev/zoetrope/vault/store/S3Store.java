package dev.zoetrope.vault.store;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;

/**
 * Stores files as objects of a bucket, for replicas without a shared disk. A stored file is visible to all replicas at once,
 * and S3 makes it durable.
 */
final class S3Store implements FileStore {
    private final Vertx vertx;
    private final Bucket bucket;
    private final int partSize;
    private final Optional<PresignedUrls> links;

    /**
     * @param partSize in bytes, see {@link S3Config#partSize}
     * @param links present if readers are redirected to the bucket
     */
    S3Store(Vertx vertx, Bucket bucket, int partSize, Optional<PresignedUrls> links) {
        this.vertx = vertx;
        this.bucket = bucket;
        this.partSize = partSize;
        this.links = links;
    }

    /** Makes no call to the store yet: a small file is put in one call at the end. */
    @Override
    public Uni<Draft> create(ResultFileId name, String contentType) {
        return Uni.createFrom().item(() -> new S3Draft(bucket, name.toString(), contentType, partSize));
    }

    @Override
    public Uni<Void> send(ResultFileId name, long from, long length, HttpServerResponse to) {
        String key = name.toString();
        return uni(() -> length == 0 ? bucket.found(key).compose(found -> to.end())
                : bucket.read(key, from, length).compose(object -> {
                    S3ResponseWriter outflow = new S3ResponseWriter(vertx, to, length == object.length());
                    object.subscribe(outflow);
                    return outflow.done();
                }));
    }

    @Override
    public Uni<Optional<String>> elsewhere(ResultFileId name, String contentType, String disposition, Duration life) {
        return links.map(to -> uni(() -> to.object(name.toString(), contentType, disposition, life).map(Optional::of)))
                .orElse(Uni.createFrom().item(Optional.empty()));
    }

    @Override
    public Uni<Void> remove(ResultFileId name) {
        return uni(() -> bucket.remove(name.toString()));
    }

    static <T> Uni<T> uni(Supplier<Future<T>> work) {
        return Uni.createFrom().completionStage(() -> work.get().toCompletionStage());
    }
}
