package dev.zoetrope.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import dev.zoetrope.disk.OwnerOnly;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileProps;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerResponse;

/**
 * Stores files in one directory. The name of each draft is unique, so two copies of the same file at the same time do not
 * write to the same draft. {@link OrphanFileCleaner} removes the drafts that a crash leaves.
 */
public final class DiskStore implements FileStore {
    static final String DRAFT_SUFFIX = ".part";

    private final Vertx vertx;
    private final Path directory;
    private final DiskSpace space;
    private final String processId;
    private final AtomicLong draftCount = new AtomicLong();

    /**
     * @param directory created if it does not exist
     * @param space the space of the same directory
     * @throws IllegalStateException if the directory cannot be used; the message names the setting
     */
    public DiskStore(Vertx vertx, Path directory, DiskSpace space, RandomGenerator random) {
        this.vertx = vertx;
        this.directory = directory.toAbsolutePath().normalize();
        this.space = space;
        this.processId = HexFormat.of().toHexDigits(random.nextLong());
        try {
            OwnerOnly.directory(this.directory);
        } catch (IOException e) {
            throw new IllegalStateException("zoetrope.data-dir: the directory %s cannot be used (%s)"
                    .formatted(this.directory, e.getClass().getSimpleName()), e);
        }
    }

    @Override
    public Uni<Draft> create(FileName fileId, String contentType) {
        Path unfinished = directory.resolve(fileId + "." + processId + "-" + draftCount.incrementAndGet() + DRAFT_SUFFIX);
        OpenOptions options = new OpenOptions().setRead(false).setCreateNew(true).setPerms(OwnerOnly.filePermissions());
        return toUni(() -> space.checkCopyAllowed().compose(free -> vertx.fileSystem().open(unfinished.toString(), options))
                .map(file -> new DiskDraft(vertx, file, unfinished, path(fileId), space)));
    }

    /** Does not copy the bytes through the Java heap. The head is sent after the file is open. */
    @Override
    public Uni<Void> send(FileName fileId, long from, long length, HttpServerResponse to) {
        return check(fileId, from + length).chain(() -> toUni(() -> to.sendFile(path(fileId).toString(), from, length)))
                .onFailure(DiskStore::isMissing).transform(gone -> new MissingFileException());
    }

    @Override
    public Uni<Buffer> read(FileName fileId, long size) {
        return check(fileId, size).chain(() -> DiskStore.<Buffer> toUni(() -> vertx.fileSystem()
                .readFile(path(fileId).toString()).compose(bytes -> bytes.length() == size ? Future.succeededFuture(bytes)
                        : Future.failedFuture(new MissingFileException()))))
                .onFailure(DiskStore::isMissing).transform(gone -> new MissingFileException());
    }

    @Override
    public Uni<Void> check(FileName fileId, long size) {
        return DiskStore.<Void> toUni(() -> vertx.fileSystem().props(path(fileId).toString())
                .compose(file -> file.size() < size ? Future.failedFuture(new MissingFileException())
                        : Future.succeededFuture()))
                .onFailure(DiskStore::isMissing).transform(gone -> new MissingFileException());
    }

    @Override
    public Optional<Path> localPath(FileName fileId) {
        return Optional.of(path(fileId));
    }

    @Override
    public long freeBytes() {
        return space.remaining();
    }

    @Override
    public Uni<Void> remove(FileName fileId) {
        return remove(fileId.toString());
    }

    Uni<Void> remove(String file) {
        Path path = directory.resolve(file);
        return DiskStore.<Void> toUni(() -> length(vertx, path).compose(length -> vertx.fileSystem().delete(path.toString())
                .onSuccess(deleted -> space.release(length)))).onFailure(DiskStore::isMissing).recoverWithNull();
    }

    /** Bytes of a file; 0 if there is none. */
    static Future<Long> length(Vertx vertx, Path path) {
        return vertx.fileSystem().props(path.toString()).map(FileProps::size).otherwise(0L);
    }

    Path directory() {
        return directory;
    }

    /** Whether a file is a draft of another process, running or not. */
    boolean isDraftOfOtherProcess(String file) {
        return file.endsWith(DRAFT_SUFFIX) && !file.contains("." + processId + "-");
    }

    private Path path(FileName fileId) {
        return directory.resolve(fileId.toString());
    }

    private static boolean isMissing(Throwable failure) {
        return failure instanceof FileNotFoundException || failure instanceof NoSuchFileException
                || failure.getCause() instanceof NoSuchFileException;
    }

    static <T> Uni<T> toUni(Supplier<Future<? extends T>> work) {
        return Uni.createFrom().completionStage(() -> work.get().<T> map(done -> done).toCompletionStage());
    }
}
