package dev.zoetrope.track.loop;

import java.time.Clock;
import java.util.List;

import jakarta.inject.Singleton;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.video.Task;
import dev.zoetrope.work.ResultFiles;
import io.smallrye.mutiny.Uni;

/**
 * Lets ended tasks go that are older than their retention, a small batch at a time: their files first, as only the row tells
 * of them. What a crash leaves between the two is a row, which is found again.
 */
@Singleton
public class Retention {
    private final Ledger ledger;
    private final ResultFiles files;
    private final TrackConfig config;
    private final Clock clock;

    public Retention(Ledger ledger, ResultFiles files, TrackConfig config, Clock clock) {
        this.ledger = ledger;
        this.files = files;
        this.config = config;
        this.clock = clock;
    }

    /** Removes one batch; how many it were. A whole batch means that there may be more. */
    public Uni<Integer> batch() {
        return Uni.createFrom().deferred(() -> ledger.ended(clock.instant().minus(config.task().retention()), most()))
                .flatMap(old -> old.isEmpty() ? Uni.createFrom().item(0) : removed(old));
    }

    private Uni<Integer> removed(List<Task> old) {
        return files.drop(old).chain(() -> ledger.remove(old));
    }

    public int most() {
        return config.track().retentionBatch();
    }
}
