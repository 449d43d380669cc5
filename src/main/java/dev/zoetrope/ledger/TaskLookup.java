package dev.zoetrope.ledger;

import java.util.Optional;
import java.util.function.Function;

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
     * Reads a task with {@link Ledger#findCached}.
     *
     * @param owner the caller that must own the task
     * @param id the task id as received, not validated
     * @return the task; the Uni fails with 404 if the owner has no such task, and as the ledger does
     */
    public static Uni<Task> findCached(Ledger ledger, Caller owner, String id) {
        return find(ledger::findCached, owner, id);
    }

    /** Reads a task from the database; otherwise like {@link #findCached}. */
    public static Uni<Task> find(Ledger ledger, Caller owner, String id) {
        return find(ledger::find, owner, id);
    }

    private static Uni<Task> find(Function<TaskId, Uni<Optional<Task>>> read, Caller owner, String id) {
        return TaskId.parse(id).map(read).orElse(Uni.createFrom().item(Optional.empty())).map(
                found -> found.filter(task -> task.caller().equals(owner)).orElseThrow(TaskLookup::noSuchTask));
    }

    /** The error for a task that does not exist: 404. */
    public static FailureException noSuchTask() {
        return Failure.notFound("There is no such task.").exception();
    }
}
