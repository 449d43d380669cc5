package dev.zoetrope.track;

import java.time.Clock;

import jakarta.inject.Singleton;

import dev.zoetrope.ledger.Ledger;
import io.smallrye.mutiny.Uni;

/** Lets ended tasks go that are older than their retention, a small batch at a time. */
@Singleton
class Retention {
    private final Ledger ledger;
    private final TrackConfig config;
    private final Clock clock;

    Retention(Ledger ledger, TrackConfig config, Clock clock) {
        this.ledger = ledger;
        this.config = config;
        this.clock = clock;
    }

    /** Removes one batch; how many it were. A whole batch means that there may be more. */
    Uni<Integer> batch() {
        return Uni.createFrom().deferred(() -> ledger.removeEnded(clock.instant().minus(config.task().retention()), most()));
    }

    int most() {
        return config.track().retentionBatch();
    }
}
