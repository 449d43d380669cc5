package dev.zoetrope.flow;

import java.util.Optional;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/**
 * The result of a create.
 *
 * @param task in its current state
 * @param replayed whether the create is a retry; the task is then that of the first try
 */
public record CreatedTask(Task task, boolean replayed) {

    CreatedTask withTask(Task newer) {
        return new CreatedTask(newer, replayed);
    }

    /** The error that is returned instead of the task; empty unless the vendor refused the create. */
    public Optional<Failure> refusal() {
        return task.state() instanceof TaskState.Failed failed ? Optional.ofNullable(failed.refusal())
                : Optional.empty();
    }
}
