package dev.zoetrope.flow;

import java.time.Clock;
import java.time.temporal.ChronoUnit;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.LedgerFailures;
import dev.zoetrope.ledger.TaskLookup;
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
    private final OptimisticTaskUpdate taskUpdate;
    private final SendQueue sendQueue;
    private final Clock clock;
    private final TaskLog log;

    Cancellation(OptimisticTaskUpdate taskUpdate, SendQueue sendQueue, Clock clock, TaskLog log) {
        this.taskUpdate = taskUpdate;
        this.sendQueue = sendQueue;
        this.clock = clock;
        this.log = log;
    }

    /**
     * @param id the task id as received, not validated
     * @return the cancelled task, also if it was cancelled before, because the answer to a cancel can get lost. Fails with
     *         404 if this caller has no such task, with 409 {@code not_cancellable} if the task was sent or has ended
     */
    public Uni<Task> cancel(Caller caller, String id) {
        return taskUpdate.update(id, task -> {
            if (!task.caller().equals(caller)) {
                throw TaskLookup.noSuchTask();
            }
            return cancelled(task);
        }, (before, after) -> {
            sendQueue.removeWaiting(before);
            log.changed(before, after);
        }).onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }

    private Task cancelled(Task task) {
        if (task.state() instanceof TaskState.Pending pending) {
            return task.transitionTo(pending.cancel(), clock.instant().truncatedTo(ChronoUnit.MILLIS), null);
        }
        if (task.state() instanceof TaskState.Cancelled) {
            return task;
        }
        throw Failure.conflict("not_cancellable", task.state().ended() ? "The task has ended."
                : "The task was sent already, and the vendor cannot cancel it.").exception();
    }
}
