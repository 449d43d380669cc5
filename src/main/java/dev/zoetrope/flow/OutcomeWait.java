package dev.zoetrope.flow;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.deliver.LongPolls;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** Waits for the first outcome of a create that another request or the tracker sends. */
@ApplicationScoped
class OutcomeWait {
    private final LongPolls longPolls;

    OutcomeWait(LongPolls longPolls) {
        this.longPolls = longPolls;
    }

    /** Returns the task as soon as its create has an outcome, or in its current state when the time is over. */
    Uni<Task> awaitOutcome(Task task, Duration maxWait) {
        return longPolls.until(task, OutcomeWait::hasOutcome, maxWait);
    }

    private static boolean hasOutcome(Task task) {
        boolean neverSent = task.state() instanceof TaskState.Pending && task.attempts() == 0;
        return !neverSent && !(task.state() instanceof TaskState.Sending);
    }
}
