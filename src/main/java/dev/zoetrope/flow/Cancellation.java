package dev.zoetrope.flow;

import java.time.Clock;
import java.time.temporal.ChronoUnit;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.LedgerFailures;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.track.SendQueue;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/**
 * Cancels a task that was not sent yet. A cancel and a send permission replace the same version of the same row by
 * compare-and-set, so only one of the two happens.
 */
@ApplicationScoped
public class Cancellation {
    private final OptimisticTaskUpdate amendment;
    private final SendQueue turns;
    private final Clock clock;
    private final TaskLog log;

    Cancellation(OptimisticTaskUpdate amendment, SendQueue turns, Clock clock, TaskLog log) {
        this.amendment = amendment;
        this.turns = turns;
        this.clock = clock;
        this.log = log;
    }

    /**
     * @param id the task id as received, not validated
     * @return the cancelled task, also if it was cancelled before, because the answer to a cancel can get lost. Fails with
     *         404 if this caller has no such task, with 409 {@code not_cancellable} if the task was sent or has ended
     */
    public Uni<Task> cancel(Caller caller, String id) {
        return amendment.amend(id, task -> {
            if (!task.caller().equals(caller)) {
                throw OptimisticTaskUpdate.noSuchTask();
            }
            return cancelled(task);
        }, (before, after) -> {
            turns.begun(before);
            log.changed(before, after);
        }).onFailure(LedgerException.class).transform(LedgerFailures::told);
    }

    private Task cancelled(Task task) {
        if (task.state() instanceof TaskState.Pending pending) {
            return task.to(pending.cancel(), clock.instant().truncatedTo(ChronoUnit.MILLIS), null);
        }
        if (task.state() instanceof TaskState.Cancelled) {
            return task;
        }
        throw Failure.conflict("not_cancellable", task.state().ended() ? "The task has ended."
                : "The task was sent already, and the vendor cannot cancel it.").exception();
    }
}
