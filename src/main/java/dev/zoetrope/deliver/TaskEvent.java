package dev.zoetrope.deliver;

import dev.zoetrope.video.TaskId;
import io.vertx.core.buffer.Buffer;

/**
 * A state of a task as it goes out on any number of streams.
 *
 * @param task whose state it is
 * @param version of its row
 * @param tag what a caller sees of it
 * @param last whether the task has ended
 * @param text the whole event; shared, never changed
 */
record TaskEvent(TaskId task, long version, long tag, boolean last, Buffer text) {
}
