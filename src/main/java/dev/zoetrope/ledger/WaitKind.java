package dev.zoetrope.ledger;

import java.util.Locale;

import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/**
 * What a row waits for, as its column {@code step} says; a row that waits for nothing has none and is in no index of
 * due rows. Every task that has not ended has one, due or not.
 */
public enum WaitKind {
    SEND,
    /** A create is under way; without its answer the row is settled as unknown. */
    SETTLE,
    ASK,
    /** The file of a completed task is to be copied while the vendor still has it. */
    KEEP;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }

    /** The step of a task; null when nothing is to be done about it. */
    public static WaitKind of(Task task) {
        TaskState state = task.state();
        if (state instanceof TaskState.Pending) {
            return SEND;
        }
        if (state instanceof TaskState.Sending) {
            return SETTLE;
        }
        if (state instanceof TaskState.Running) {
            return ASK;
        }
        if (task.dueAt() == null) {
            return null;
        }
        if (state instanceof TaskState.Completed) {
            return KEEP;
        }
        return state instanceof TaskState.Failed ? ASK : null;
    }
}
