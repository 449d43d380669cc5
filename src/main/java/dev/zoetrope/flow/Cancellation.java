package dev.zoetrope.flow;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.LedgerFailures;
import dev.zoetrope.ledger.TaskLookup;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.track.SendQueue;
import dev.zoetrope.track.TaskRefresh;
import dev.zoetrope.track.VendorCancelRule;
import dev.zoetrope.upstream.Upstream;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/**
 * Cancels a task that was not sent yet, or that waits in the queue of a vendor that cancels. A cancel and a send permission
 * replace the same version of the same row by compare-and-set, so only one of the two happens. A vendor may delete a finished
 * video if it is asked to cancel it, so the vendor is asked for the state immediately before. If its answer to the cancel is
 * lost, nothing changes: the next poll shows the state.
 */
@ApplicationScoped
public class Cancellation {
    private final OptimisticTaskUpdate taskUpdate;
    private final Ledger ledger;
    private final SendQueue sendQueue;
    private final VendorCancelRule rule;
    private final TaskRefresh taskRefresh;
    private final Upstream upstream;
    private final Clock clock;
    private final TaskLog log;

    Cancellation(OptimisticTaskUpdate taskUpdate, Ledger ledger, SendQueue sendQueue, VendorCancelRule rule,
            TaskRefresh taskRefresh, Upstream upstream, Clock clock, TaskLog log) {
        this.taskUpdate = taskUpdate;
        this.ledger = ledger;
        this.sendQueue = sendQueue;
        this.rule = rule;
        this.taskRefresh = taskRefresh;
        this.upstream = upstream;
        this.clock = clock;
        this.log = log;
    }

    /**
     * @param id the task id as received, not validated
     * @return the cancelled task, also if it was cancelled before, because the answer to a cancel can get lost. Fails with
     *         404 if this caller has no such task, with 409 {@code not_cancellable} if the task was sent and the vendor has
     *         not cancelled it, or has ended
     */
    public Uni<Task> cancel(Caller caller, String id) {
        return TaskLookup.find(ledger, caller, id).flatMap(task -> rule.isQueuedAtVendor(task) ? cancelAtVendor(task, id)
                : cancelUnsent(caller, id)).onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }

    private Uni<Task> cancelUnsent(Caller caller, String id) {
        return taskUpdate.update(id, task -> {
            if (!task.caller().equals(caller)) {
                throw TaskLookup.noSuchTask();
            }
            return cancelled(task);
        }, (before, after) -> {
            sendQueue.removeWaiting(before);
            log.changed(before, after);
        });
    }

    private Uni<Task> cancelAtVendor(Task known, String id) {
        Instant begin = now();
        return taskRefresh.refresh(known, true).flatMap(polled -> rule.isQueuedAtVendor(polled)
                && !polled.updatedAt().isBefore(begin)
                        ? upstream.cancel(polled.pin(), polled.state().vendorId())
                                .flatMap(confirmed -> confirmed ? writeCancelled(id) : taskRefresh.refresh(polled, true))
                        : Uni.createFrom().item(polled))
                .invoke(task -> {
                    if (!(task.state() instanceof TaskState.Cancelled)) {
                        throw notCancellable(task);
                    }
                });
    }

    private Uni<Task> writeCancelled(String id) {
        return taskUpdate.update(id, task -> task.state() instanceof TaskState.Running running
                ? task.transitionTo(running.cancel(), now(), null)
                : task, log::changed);
    }

    private Task cancelled(Task task) {
        if (task.state() instanceof TaskState.Pending pending) {
            return task.transitionTo(pending.cancel(), now(), null);
        }
        if (task.state() instanceof TaskState.Cancelled) {
            return task;
        }
        throw notCancellable(task);
    }

    private static FailureException notCancellable(Task task) {
        return Failure.conflict("not_cancellable", task.state().ended() ? "The task has ended."
                : "The task was sent already, and the vendor cannot cancel it.").exception();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
