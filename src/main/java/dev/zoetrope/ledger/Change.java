package dev.zoetrope.ledger;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;

/**
 * A task that has been written; durable. What this process wrote is told once, what others wrote at least once.
 *
 * @param id of the task
 * @param caller whose it is
 * @param version of the row then; where another process wrote it, the row may have been told of already
 * @param task as written; null when another process wrote it, and who wants to see it has to look
 */
public record Change(TaskId id, Caller caller, long version, Task task) {
    public static Change of(Task written) {
        return new Change(written.id(), written.caller(), written.version(), written);
    }
}
