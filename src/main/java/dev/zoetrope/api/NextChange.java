package dev.zoetrope.api;

import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/** Estimates when a task that has not ended may change, for the headers that say when a client should query again. */
@ApplicationScoped
public class NextChange {
    private static final Duration MIN = Duration.ofSeconds(1);
    /** Upper limit, even if the next poll is later. */
    private static final Duration MAX = Duration.ofSeconds(30);
    /** Rounds up to whole seconds. */
    private static final int ROUND_UP_MILLIS = 999;

    private final Clock clock;

    NextChange(Clock clock) {
        this.clock = clock;
    }

    /**
     * The time until the task may change, 1 to 30 s. It is unknown while a create is in flight. That is a short time, so the
     * minimum is used.
     */
    public Duration of(Task task) {
        if (task.dueAt() == null || task.state() instanceof TaskState.Sending) {
            return MIN;
        }
        Duration due = Duration.between(clock.instant(), task.dueAt()).plusMillis(ROUND_UP_MILLIS);
        if (due.compareTo(MIN) < 0) {
            return MIN;
        }
        return due.compareTo(MAX) > 0 ? MAX : due;
    }
}
