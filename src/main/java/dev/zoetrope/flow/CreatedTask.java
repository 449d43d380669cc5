package dev.zoetrope.flow;

import java.util.Optional;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/**
 * What a create came to.
 *
 * @param task as it stands
 * @param replayed whether it is the task of an earlier create, which this one repeats
 */
public record CreatedTask(Task task, boolean replayed) {

    /** What the caller is told instead of the task; empty unless the vendor refused it. */
    public Optional<Failure> refusal() {
        return task.state() instanceof TaskState.Failed failed ? Optional.ofNullable(failed.refusal())
                : Optional.empty();
    }
}
