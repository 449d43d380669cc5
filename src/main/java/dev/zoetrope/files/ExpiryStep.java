package dev.zoetrope.files;

import java.time.Clock;
import java.util.List;

import jakarta.inject.Singleton;

import dev.zoetrope.ledger.Uploads;
import dev.zoetrope.store.FileStore;
import dev.zoetrope.video.Upload;
import dev.zoetrope.work.WorkDispatcher;
import dev.zoetrope.work.WorkHandler;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Removes uploaded files that have expired and that no live task needs. */
@Singleton
class ExpiryStep implements WorkHandler {
    private static final int BATCH = 20;

    private final Uploads uploads;
    private final FileStore store;
    private final Clock clock;

    ExpiryStep(Uploads uploads, FileStore store, Clock clock) {
        this.uploads = uploads;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "expired";
    }

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public Uni<WorkDispatcher.Round> runRound() {
        return Uni.createFrom().deferred(() -> uploads.removeExpired(clock.instant(), BATCH)).call(this::removeBytes)
                .map(removed -> new WorkDispatcher.Round(removed.size(), removed.size() == BATCH, Uni.createFrom().voidItem()));
    }

    /** Bytes that cannot be removed now are left without a row. */
    private Uni<Void> removeBytes(List<Upload> removed) {
        return Multi.createFrom().iterable(removed).onItem().transformToUniAndConcatenate(
                upload -> store.remove(new UploadName(upload.id())).onFailure().recoverWithNull()).collect().last()
                .replaceWithVoid();
    }

    @Override
    public void setWakeUp(Runnable wake) {
        // nothing is urgent
    }
}
