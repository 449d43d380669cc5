package dev.zoetrope.track.send;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;

/**
 * Ends a create whose send lease expired without an outcome: the process that sent it is gone, and it is unknown whether the
 * vendor has the create. If the sender still reports an acceptance later, the acceptance wins. If the current process knows
 * the outcome and could not write it in time, the task is left alone until the outcome is written.
 */
@ApplicationScoped
public class ExpireSendLease {
    private final OutcomeWriter outcomeWriter;
    private final Clock clock;

    public ExpireSendLease(OutcomeWriter outcomeWriter, Clock clock) {
        this.outcomeWriter = outcomeWriter;
        this.clock = clock;
    }

    /**
     * @param task in state {@code Sending}, with an expired lease
     * @return the task after this step
     */
    public Uni<Task> expire(Task task) {
        if (outcomeWriter.isWriting(task.id())) {
            return Uni.createFrom().item(task);
        }
        return outcomeWriter.writeUnknown(task, "the process that sent the create wrote no outcome", clock.instant());
    }
}
