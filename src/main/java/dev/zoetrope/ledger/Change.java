package dev.zoetrope.ledger;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;

/**
 * A durable write of a task. A write of this process is published once, a write of another process at least once.
 *
 * @param id the id of the task
 * @param caller the owner of the task
 * @param version the version that was written; a version that another process wrote may have been published before
 * @param task the task as written; null if another process wrote it, so that a listener has to read the task
 */
public record Change(TaskId id, Caller caller, long version, Task task) {
    public static Change of(Task written) {
        return new Change(written.id(), written.caller(), written.version(), written);
    }
}
