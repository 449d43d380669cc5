package dev.zoetrope.flow;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.LedgerFailures;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.OperatorFinding;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** Resolves a task whose outcome is unknown, with what an operator found out from the vendor. */
@ApplicationScoped
public class Reconciliation {
    private final OptimisticTaskUpdate taskUpdate;
    private final Clock clock;
    private final TaskLog log;

    Reconciliation(OptimisticTaskUpdate taskUpdate, Clock clock, TaskLog log) {
        this.taskUpdate = taskUpdate;
        this.clock = clock;
        this.log = log;
    }

    /**
     * If the vendor has the task, the task is running again and due for a poll at once. If the vendor never had it, the task
     * has failed for good. To repeat the same finding changes nothing.
     *
     * @param operator the operator's name in the settings, for the log
     * @param id the task id as received, not validated; the task may be any caller's
     * @return the task after the change; the Uni fails with 404 if there is no such task, with 409 {@code not_reconcilable}
     *         if its outcome is known, with 409 {@code vendor_id_taken} if another task has the vendor's id
     */
    public Uni<Task> reconcile(String operator, String id, OperatorFinding finding) {
        return taskUpdate.update(id, task -> reconciled(task, finding),
                (before, after) -> log.reconciled(before, after, operator))
                .onFailure(Reconciliation::idTaken).transform(taken -> Failure
                        .conflict("vendor_id_taken", "Another task has this vendor id.").exception())
                .onFailure(LedgerException.class).transform(LedgerFailures::toException);
    }

    private Task reconciled(Task task, OperatorFinding finding) {
        if (finding.agreesWith(task.state())) {
            return task;
        }
        if (!(task.state() instanceof TaskState.Failed failed) || !failed.outcomeUnknown()) {
            throw Failure.conflict("not_reconcilable",
                    "Only a task that failed with submission_unknown can be reconciled.").exception();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        TaskState next = finding.resolve(failed, now);
        return task.transitionTo(next, now, next.ended() ? null : now);
    }

    private static boolean idTaken(Throwable failure) {
        return failure instanceof LedgerException ledgerFailure && ledgerFailure.reason() == LedgerException.Reason.CONFLICT;
    }
}
