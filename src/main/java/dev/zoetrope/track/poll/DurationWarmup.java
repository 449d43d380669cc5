package dev.zoetrope.track.poll;

import java.time.Duration;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;

/** Reads the durations of completed tasks from the ledger, so that the statistics do not start empty after a restart. */
@Singleton
public class DurationWarmup {
    private static final Logger LOG = Logger.getLogger(DurationWarmup.class);
    private static final int MAX_TASKS = 512;

    private final Uni<Void> load;

    DurationWarmup(Ledger ledger, DurationStatistics statistics) {
        this.load = Uni.createFrom().deferred(() -> ledger.lastCompleted(MAX_TASKS))
                .invoke(newestFirst -> {
                    for (int i = newestFirst.size() - 1; i >= 0; i--) {
                        learn(newestFirst.get(i), statistics);
                    }
                }).onFailure().invoke(error -> LOG.debug("past durations cannot be read", error))
                .onFailure().recoverWithNull().replaceWithVoid().memoize().indefinitely();
    }

    /**
     * Learns the duration of one task, unless its create was sent more than once: such a task also waited to be sent, so its
     * times do not show how long the vendor took.
     */
    private static void learn(Task completed, DurationStatistics statistics) {
        if (completed.attempts() == 0) {
            statistics.learn(completed.request(), Duration.between(completed.createdAt(), completed.updatedAt()));
        }
    }

    /** Reads the durations once in the life of the process; never fails. */
    public Uni<Void> load() {
        return load;
    }
}
