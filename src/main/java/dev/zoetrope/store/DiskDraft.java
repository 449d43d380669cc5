package dev.zoetrope.store;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.CopyOptions;
import io.vertx.core.streams.WriteStream;

/** A file that has another name until all its bytes are on the disk. Not thread-safe. */
final class DiskDraft implements FileStore.Draft {
    private final Vertx vertx;
    private final AsyncFile file;
    private final Path draft;
    private final Path target;
    private final DiskSpace space;
    private long reservedBytes;

    DiskDraft(Vertx vertx, AsyncFile file, Path unfinished, Path finalPath, DiskSpace space) {
        this.vertx = vertx;
        this.file = file;
        this.draft = unfinished;
        this.target = finalPath;
        this.space = space;
    }

    @Override
    public WriteStream<Buffer> sink() {
        return file;
    }

    @Override
    public boolean reserve(int bytes) {
        boolean takes = space.reserve(bytes);
        reservedBytes += takes ? bytes : 0;
        return takes;
    }

    /** The order matters: the final name must not be on the disk before the bytes of the file are. */
    @Override
    public Uni<Void> commit() {
        return DiskStore.<Void> toUni(() -> file.flush().compose(onDisk -> file.close())
                .compose(closed -> DiskStore.length(vertx, target)) // of the file of the same name that the move replaces
                .compose(replaced -> vertx.fileSystem().move(draft.toString(), target.toString(),
                        new CopyOptions().setAtomicMove(true).setReplaceExisting(true))
                        .onSuccess(moved -> space.release(replaced)))
                .compose(named -> flushDirectory()).mapEmpty())
                .onFailure().call(this::discard);
    }

    private Future<Boolean> flushDirectory() {
        return vertx.executeBlocking(() -> {
            try (FileChannel directory = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
                directory.force(true);
                return true;
            }
        }, false);
    }

    @Override
    public Uni<Void> discard() {
        return DiskStore.<Void> toUni(() -> file.close().otherwiseEmpty() // it may be closed already or fail to close
                .compose(closed -> vertx.fileSystem().delete(draft.toString())
                        .onSuccess(deleted -> space.release(reservedBytes)))
                .otherwiseEmpty());
    }
}
