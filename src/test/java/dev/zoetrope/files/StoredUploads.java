package dev.zoetrope.files;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.Uploads;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.ledger.upload.SqlUploads;
import dev.zoetrope.store.DiskSpaces;
import dev.zoetrope.store.DiskStore;
import dev.zoetrope.store.FileStore;
import dev.zoetrope.video.Upload;
import dev.zoetrope.video.UploadId;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** Uploads in a real ledger and a real directory. */
final class StoredUploads implements AutoCloseable {
    static final Instant NOW = Tasks.T0;
    static final Duration TTL = Duration.ofHours(24);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Random random = new Random(5);
    private final Vertx vertx = Vertx.vertx();
    final LedgerFixture ledger;
    final Uploads uploads;
    final FileStore store;

    StoredUploads(Path directory) {
        ledger = new LedgerFixture(directory);
        uploads = new SqlUploads(ledger.ledger);
        Path files = directory.resolve("files");
        store = new DiskStore(vertx, files, DiskSpaces.ample(vertx, directory), random);
    }

    /** A stored JPEG file of Alice. */
    Upload add(byte[] bytes) {
        Upload upload = new Upload(UploadId.next(random), Tasks.ALICE, Long.toHexString(random.nextLong() | Long.MIN_VALUE)
                .repeat(4), bytes.length, new Upload.Facts("image/jpeg", 640, 480, null), NOW, NOW.plus(TTL));
        FileStore.Draft draft = store.create(new UploadName(upload.id()), "image/jpeg").await().atMost(PATIENCE);
        draft.sink().write(Buffer.buffer(bytes)).toCompletionStage().toCompletableFuture().join();
        draft.commit().await().atMost(PATIENCE);
        return uploads.add(upload, Long.MAX_VALUE).await().atMost(PATIENCE).orElseThrow().upload();
    }

    boolean hasRow(Upload upload) {
        return uploads.find(upload.id()).await().atMost(PATIENCE).isPresent();
    }

    boolean hasBytes(Upload upload) {
        return store.check(new UploadName(upload.id()), upload.size()).onItemOrFailure()
                .transform((item, failure) -> failure == null).await().atMost(PATIENCE);
    }

    @Override
    public void close() {
        ledger.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
