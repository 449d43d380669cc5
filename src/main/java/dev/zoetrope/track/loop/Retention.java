package dev.zoetrope.track.loop;

import java.time.Clock;
import java.util.List;

import jakarta.inject.Singleton;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.TrackLimits;
import dev.zoetrope.video.Task;
import dev.zoetrope.work.ResultFiles;
import io.smallrye.mutiny.Uni;

/**
 * Deletes ended tasks whose retention has expired, in small batches. The files are deleted first, because only the row names
 * them. A crash between the two leaves the row, and a later batch finds it again.
 */
@Singleton
public class Retention {
    private final Ledger ledger;
    private final ResultFiles files;
    private final TrackConfig config;
    private final TrackLimits limits;
    private final Clock clock;

    public Retention(Ledger ledger, ResultFiles files, TrackConfig config, TrackLimits limits, Clock clock) {
        this.ledger = ledger;
        this.files = files;
        this.config = config;
        this.limits = limits;
        this.clock = clock;
    }

    /** Deletes one batch. Returns the number of deleted tasks; a full batch means that there may be more. */
    public Uni<Integer> deleteBatch() {
        return Uni.createFrom().deferred(() -> ledger.ended(clock.instant().minus(config.task().retention()), batchSize()))
                .flatMap(old -> old.isEmpty() ? Uni.createFrom().item(0) : delete(old));
    }

    private Uni<Integer> delete(List<Task> old) {
        return files.delete(old).chain(() -> ledger.delete(old));
    }

    public int batchSize() {
        return limits.retention().batch();
    }
}
