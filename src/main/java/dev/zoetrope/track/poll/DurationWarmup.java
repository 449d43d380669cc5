package dev.zoetrope.track.poll;

import java.time.Duration;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;

/** What the ledger still knows of durations, so that a restart need not learn anew. */
@Singleton
public class DurationWarmup {
    private static final Logger LOG = Logger.getLogger(DurationWarmup.class);
    private static final int MOST = 512;

    private final Uni<Void> read;

    DurationWarmup(Ledger ledger, DurationStatistics durations) {
        this.read = Uni.createFrom().deferred(() -> ledger.lastCompleted(MOST))
                .invoke(newestFirst -> {
                    for (int i = newestFirst.size() - 1; i >= 0; i--) {
                        learn(newestFirst.get(i), durations);
                    }
                }).onFailure().invoke(trouble -> LOG.debug("durations are learned from the start", trouble))
                .onFailure().recoverWithNull().replaceWithVoid().memoize().indefinitely();
    }

    /** One that waited to be sent tells nothing of how long the vendor took. */
    private static void learn(Task completed, DurationStatistics durations) {
        if (completed.attempts() == 0) {
            durations.learn(completed.request(), Duration.between(completed.createdAt(), completed.updatedAt()));
        }
    }

    /** Reads it, once in the life of the process; never fails. */
    public Uni<Void> read() {
        return read;
    }
}
