package dev.zoetrope.deliver.sse;

import dev.zoetrope.video.TaskId;
import io.vertx.core.buffer.Buffer;

/**
 * A state of a task as it goes out on any number of streams.
 *
 * @param task whose state it is
 * @param version of its row
 * @param tag what a caller sees of it
 * @param ended whether the task has ended
 * @param last whether nothing is to follow: it has ended, and its file is kept where it is to be
 * @param text the whole event; shared, never changed
 */
record TaskEvent(TaskId task, long version, long tag, boolean ended, boolean last, Buffer text) {
}
