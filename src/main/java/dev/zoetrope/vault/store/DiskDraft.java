package dev.zoetrope.vault.store;

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
    private final Path unfinished;
    private final Path kept;
    private final DiskSpace room;
    private long taken;

    DiskDraft(Vertx vertx, AsyncFile file, Path unfinished, Path kept, DiskSpace room) {
        this.vertx = vertx;
        this.file = file;
        this.unfinished = unfinished;
        this.kept = kept;
        this.room = room;
    }

    @Override
    public WriteStream<Buffer> sink() {
        return file;
    }

    @Override
    public boolean takes(int bytes) {
        boolean takes = room.take(bytes);
        taken += takes ? bytes : 0;
        return takes;
    }

    /** The order matters: the final name must not be on the disk before the bytes of the file are. */
    @Override
    public Uni<Void> keep() {
        return DiskStore.<Void> uni(() -> file.flush().compose(onDisk -> file.close())
                .compose(closed -> DiskStore.length(vertx, kept)) // of the file of the same name that the move replaces
                .compose(replaced -> vertx.fileSystem().move(unfinished.toString(), kept.toString(),
                        new CopyOptions().setAtomicMove(true).setReplaceExisting(true))
                        .onSuccess(moved -> room.giveBack(replaced)))
                .compose(named -> flushDirectory()).mapEmpty())
                .onFailure().call(this::discard);
    }

    private Future<Boolean> flushDirectory() {
        return vertx.executeBlocking(() -> {
            try (FileChannel directory = FileChannel.open(kept.getParent(), StandardOpenOption.READ)) {
                directory.force(true);
                return true;
            }
        }, false);
    }

    @Override
    public Uni<Void> discard() {
        return DiskStore.<Void> uni(() -> file.close().otherwiseEmpty() // it may be closed already or fail to close
                .compose(closed -> vertx.fileSystem().delete(unfinished.toString())
                        .onSuccess(deleted -> room.giveBack(taken)))
                .otherwiseEmpty());
    }
}
