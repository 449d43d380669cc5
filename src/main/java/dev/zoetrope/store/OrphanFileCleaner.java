package dev.zoetrope.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.Uploads;
import dev.zoetrope.video.UploadId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.file.FileProps;

/**
 * Removes the files that a crash has left in the directory: drafts of other processes, and files without a row. The row of a
 * task is written before its files and removed after them; that of an upload is written at most some seconds after its file
 * and removed before it. So a file without a row is an orphan. Files whose names are not the vault's
 * stay.
 */
final class OrphanFileCleaner {
    /** File names read at a time: a few KB. */
    private static final int BATCH = 256;
    /** An upload is named by its row after its bytes are stored. A younger file without a row may be one in between. */
    private static final Duration UPLOAD_GRACE = Duration.ofMinutes(5);

    private final Vertx vertx;
    private final Ledger ledger;
    private final Uploads uploads;
    private final DiskStore store;
    private final Duration draftLife;
    private final Clock clock;

    /**
     * @param draftLife drafts that another process has written to within this time stay, because it may still be copying;
     *        zero if no other process uses the directory
     */
    OrphanFileCleaner(Vertx vertx, Ledger ledger, Uploads uploads, DiskStore store, Duration draftLife, Clock clock) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.uploads = uploads;
        this.store = store;
        this.draftLife = draftLife;
        this.clock = clock;
    }

    /** Removes the orphans and returns their number. Fails if the directory or the ledger cannot be read. */
    Uni<Integer> removeOrphans() {
        return DiskStore.<DirectoryStream<Path>> toUni(
                () -> vertx.executeBlocking(() -> Files.newDirectoryStream(store.directory()), false))
                .flatMap(names -> removeOrphans(names, names.iterator(), 0).onTermination().call(() -> close(names)));
    }

    private Uni<Integer> removeOrphans(DirectoryStream<Path> open, Iterator<Path> names, int before) {
        return DiskStore.<List<String>> toUni(() -> vertx.executeBlocking(() -> nextBatch(names), false))
                .flatMap(some -> some.isEmpty() ? Uni.createFrom().item(before)
                        : removeIfOrphan(some).flatMap(count -> removeOrphans(open, names, before + count)));
    }

    private static List<String> nextBatch(Iterator<Path> names) {
        List<String> some = new ArrayList<>(BATCH);
        while (some.size() < BATCH && names.hasNext()) {
            some.add(names.next().getFileName().toString());
        }
        return some;
    }

    private Uni<Integer> removeIfOrphan(List<String> names) {
        return Multi.createFrom().iterable(names).onItem().transformToUniAndConcatenate(this::removeIfOrphan)
                .filter(gone -> gone).collect().asList().map(List::size);
    }

    private Uni<Boolean> removeIfOrphan(String name) {
        return isOrphan(name).flatMap(left -> left ? store.remove(name).replaceWith(true) : Uni.createFrom().item(false));
    }

    private Uni<Boolean> isOrphan(String name) {
        return ResultFileId.parse(name).map(known -> ledger.find(known.task()).map(Optional::isEmpty))
                .or(() -> UploadId.parse(name).map(id -> uploads.find(id)
                        .flatMap(row -> row.isPresent() ? Uni.createFrom().item(false) : isAbandoned(name, UPLOAD_GRACE))))
                .orElseGet(() -> store.isDraftOfOtherProcess(name) ? isAbandoned(name, draftLife)
                        : Uni.createFrom().item(false));
    }

    private Uni<Boolean> isAbandoned(String file, Duration life) {
        if (life.isZero()) {
            return Uni.createFrom().item(true);
        }
        long newest = clock.millis() - life.toMillis();
        return DiskStore.<FileProps> toUni(() -> vertx.fileSystem().props(store.directory().resolve(file).toString()))
                .map(found -> found.lastModifiedTime() < newest)
                .onFailure().recoverWithItem(false); // its process has renamed or discarded it
    }

    private Uni<Void> close(DirectoryStream<Path> names) {
        return DiskStore.<Void> toUni(() -> vertx.executeBlocking(() -> {
            try {
                names.close();
            } catch (IOException e) {
                // the stream is only read, so nothing is lost
            }
            return null;
        }, false));
    }
}
