package dev.zoetrope.ledger;

import java.util.Optional;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;

/** Finds a task for its owner. For a task of another caller the answer is the same as for a task that does not exist. */
public final class TaskLookup {
    private TaskLookup() {
    }

    /**
     * Reads a task.
     *
     * @param owner the caller that must own the task
     * @param id the task id as received, not validated
     * @return the task; the Uni fails with 404 if the owner has no such task, and as the ledger does
     */
    public static Uni<Task> find(Ledger ledger, Caller owner, String id) {
        return TaskId.parse(id).map(ledger::find).orElse(Uni.createFrom().item(Optional.empty())).map(
                found -> found.filter(task -> task.caller().equals(owner)).orElseThrow(TaskLookup::noSuchTask));
    }

    /** The error for a task that does not exist: 404. */
    public static FailureException noSuchTask() {
        return Failure.notFound("There is no such task.").exception();
    }
}
