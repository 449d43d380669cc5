package dev.zoetrope.deliver.sse;

import dev.zoetrope.video.TaskId;
import io.vertx.core.buffer.Buffer;

/**
 * The serialized state of a task, for any number of streams.
 *
 * @param task the id of the task
 * @param version the version of its row
 * @param tag the tag of the task object: equal tags mean equal task objects
 * @param ended whether the task has ended
 * @param last whether no event follows: the task has ended, and the copy of its result file is stored, given up or not
 *        wanted
 * @param text the whole event; shared between streams and never changed
 */
record TaskEvent(TaskId task, long version, long tag, boolean ended, boolean last, Buffer text) {
}
