package dev.zoetrope.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.zoetrope.ledger.Uploads;
import dev.zoetrope.video.UploadId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Removes what a crash has left of uploads in the bucket: objects without a row, and unfinished multipart uploads. The row of
 * an upload is written some seconds after its object, and removed before it. Results need no such search: the row of a task is
 * written before its files and removed after them.
 */
final class OrphanObjectCleaner {
    /** A younger object may be one whose row is being written, and an upload one that goes on; clocks may differ by minutes. */
    static final Duration GRACE = Duration.ofHours(1);
    /** Pages of 1000 objects that one search reads. */
    private static final int MAX_PAGES = 100;

    private final Bucket bucket;
    private final Uploads uploads;
    private final Clock clock;

    OrphanObjectCleaner(Bucket bucket, Uploads uploads, Clock clock) {
        this.bucket = bucket;
        this.uploads = uploads;
        this.clock = clock;
    }

    /** Removes the orphans and returns the number of objects. Fails if the bucket cannot be listed, or the ledger not read. */
    Uni<Integer> removeOrphans() {
        Instant newest = clock.instant().minus(GRACE);
        return S3Store.toUni(() -> bucket.abortUploads(UploadId.PREFIX, newest))
                .chain(() -> removePage(UploadId.PREFIX, newest, 1, 0));
    }

    private Uni<Integer> removePage(String after, Instant newest, int pages, int before) {
        return S3Store.toUni(() -> bucket.list(UploadId.PREFIX, after)).flatMap(page -> removeFrom(page.objects(), newest)
                .flatMap(removed -> page.isLast() || pages == MAX_PAGES ? Uni.createFrom().item(before + removed)
                        : removePage(page.lastKey(), newest, pages + 1, before + removed)));
    }

    private Uni<Integer> removeFrom(List<Bucket.Listed> objects, Instant newest) {
        return Multi.createFrom().iterable(objects).filter(object -> object.modified().isBefore(newest))
                .onItem().transformToUniAndConcatenate(object -> removeIfOrphan(object.key()))
                .filter(gone -> gone).collect().asList().map(List::size);
    }

    private Uni<Boolean> removeIfOrphan(String key) {
        return UploadId.parse(key)
                .map(id -> uploads.find(id).flatMap(row -> row.isPresent() ? Uni.createFrom().item(false)
                        : S3Store.toUni(() -> bucket.remove(key)).replaceWith(true)))
                .orElseGet(() -> Uni.createFrom().item(false));
    }
}
