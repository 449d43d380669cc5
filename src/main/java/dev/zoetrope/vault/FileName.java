package dev.zoetrope.vault;

import dev.zoetrope.video.TaskId;

/**
 * A file of a task.
 *
 * @param index place among the task's results, from 0
 */
record FileName(TaskId task, int index) {
}
