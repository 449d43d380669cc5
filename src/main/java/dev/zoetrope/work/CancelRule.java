package dev.zoetrope.work;

import dev.zoetrope.video.Task;

/** Whether a cancel of a task would succeed now. */
@FunctionalInterface
public interface CancelRule {

    boolean canCancel(Task task);
}
