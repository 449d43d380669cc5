package dev.zoetrope.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/**
 * A file that is being written to a bucket. A file that fits into one part is put in one call at the end. A larger file is a
 * multipart upload, which starts once the first part is full. Either becomes visible as a whole.
 */
final class S3Draft implements FileStore.Draft {
    private final Bucket bucket;
    private final String key;
    private final String contentType;
    private final MultipartWriteStream sink;
    private final List<Bucket.Part> parts = new CopyOnWriteArrayList<>();
    /** The upload id; null while the file fits into one part. */
    private volatile Future<String> upload;

    S3Draft(Bucket bucket, String key, String contentType, int partSize) {
        this.bucket = bucket;
        this.key = key;
        this.contentType = contentType;
        this.sink = new MultipartWriteStream(partSize, this::uploadPart);
    }

    @Override
    public WriteStream<Buffer> sink() {
        return sink;
    }

    private Future<Void> uploadPart(PartBuffer part) {
        if (upload == null) {
            upload = startUpload();
        }
        return upload.compose(id -> bucket.uploadPart(key, id, parts.size() + 1, part.slices())).map(done -> {
            parts.add(done);
            return null;
        });
    }

    /** Starts an upload, after aborting the unfinished uploads of the same file: the store bills their parts until then. */
    private Future<String> startUpload() {
        return bucket.unfinishedUploads(key).compose(ids -> {
            Future<Void> ended = Future.succeededFuture();
            for (String id : ids) {
                ended = ended.compose(done -> bucket.abortUpload(key, id));
            }
            return ended;
        }).compose(ended -> bucket.createUpload(key, contentType));
    }

    @Override
    public Uni<Void> commit() {
        return S3Store.toUni(() -> sink.lastPart().compose(last -> upload == null
                ? bucket.put(key, contentType, last.slices())
                : uploadPart(last).compose(done -> upload).compose(id -> bucket.completeUpload(key, id, parts))))
                .onFailure().call(failure -> discard().onFailure().recoverWithNull());
    }

    @Override
    public Uni<Void> discard() {
        return S3Store.toUni(() -> {
            sink.fail(new BucketException("the file was discarded"));
            return sink.whenIdle().compose(
                    idle -> upload == null ? Future.succeededFuture()
                            : upload.transform(begun -> begun.failed()
                                    ? Future.succeededFuture()
                                    : bucket.abortUpload(key, begun.result())));
        });
    }
}
