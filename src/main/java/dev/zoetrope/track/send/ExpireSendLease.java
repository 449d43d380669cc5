package dev.zoetrope.track.send;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;

/**
 * Ends a create whose lease is over without an outcome: whoever was sending it is gone, and nobody can say whether the
 * vendor has it. Should its sender come back with an acceptance, that still wins. Where this process knows the outcome
 * and only the storage did not take it in time, the outcome is left to be written.
 */
@ApplicationScoped
public class ExpireSendLease {
    private final OutcomeWriter outcomes;
    private final Clock clock;

    public ExpireSendLease(OutcomeWriter outcomes, Clock clock) {
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /**
     * @param lapsed in state {@code Sending}, its lease over
     * @return the task as it stands afterwards
     */
    public Uni<Task> settle(Task lapsed) {
        if (outcomes.holds(lapsed.id())) {
            return Uni.createFrom().item(lapsed);
        }
        return outcomes.lost(lapsed, "the process that sent it has written no outcome", clock.instant());
    }
}
