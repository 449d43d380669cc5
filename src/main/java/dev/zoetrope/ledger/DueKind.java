package dev.zoetrope.ledger;

import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/**
 * The kind of work that a task is due for; the column {@code step} of its row. Each task that has not ended is due for one
 * kind, now or later. A row without a kind is in no index of due rows.
 */
public enum DueKind {
    /** A {@code Pending} task: its create is sent. */
    SEND("send"),
    /** A {@code Sending} task: if it has no outcome when its lease expires, its outcome is unknown. */
    EXPIRE("settle"),
    /** A {@code Running} task, or a {@code Failed} one that may still succeed: the vendor is polled. */
    POLL("ask"),
    /** A {@code Completed} task: its files are copied while the vendor still has them. */
    COPY("keep");

    private final String column;

    DueKind(String column) {
        this.column = column;
    }

    /** The stored value; for {@link #POLL} that of the default vendor. */
    public String column() {
        return column;
    }

    /** The stored value of polls of this vendor: a process claims the polls of the vendors only that it has. */
    public static String pollsOf(String vendor) {
        return vendor.equals(Pin.DEFAULT_VENDOR) ? POLL.column : POLL.column + " " + vendor;
    }

    /** The stored value for the work that the task is due for; null for none. */
    public static String column(Task task) {
        DueKind kind = of(task);
        if (kind == null) {
            return null;
        }
        return kind == POLL && task.pin() != null ? pollsOf(task.pin().vendor()) : kind.column;
    }

    /** The kind of work that the task is due for; null for none. */
    public static DueKind of(Task task) {
        TaskState state = task.state();
        if (state instanceof TaskState.Pending) {
            return SEND;
        }
        if (state instanceof TaskState.Sending) {
            return EXPIRE;
        }
        if (state instanceof TaskState.Running) {
            return POLL;
        }
        if (task.dueAt() == null) {
            return null;
        }
        if (state instanceof TaskState.Completed) {
            return COPY;
        }
        return state instanceof TaskState.Failed ? POLL : null;
    }
}
