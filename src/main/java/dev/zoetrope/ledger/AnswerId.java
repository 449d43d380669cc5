package dev.zoetrope.ledger;

import dev.zoetrope.video.TaskId;

/**
 * One answer to one create. A retry that is given the same task has a ticket of its own, and only the newest one's word
 * counts.
 *
 * @param number counts the answers of the task from 0
 */
public record AnswerId(TaskId task, int number) {
}
