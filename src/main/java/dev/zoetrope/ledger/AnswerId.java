package dev.zoetrope.ledger;

import dev.zoetrope.video.TaskId;

/**
 * Identifies one answer to a create. Each retry that receives the same task has an answer with a number of its own. Only the
 * newest answer of a task can be marked.
 *
 * @param number numbers the answers of the task from 0
 */
public record AnswerId(TaskId task, int number) {
}
