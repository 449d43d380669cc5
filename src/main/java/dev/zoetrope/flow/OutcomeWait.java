package dev.zoetrope.flow;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.deliver.LongPolls;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** Waits for the first outcome of a create that this request does not send itself. */
@ApplicationScoped
class OutcomeWait {
    private final LongPolls waiters;

    OutcomeWait(LongPolls waiters) {
        this.waiters = waiters;
    }

    /** The task once it has an outcome, or as it stands when the time is up. */
    Uni<Task> of(Task task, Duration longest) {
        return waiters.until(task, OutcomeWait::known, longest);
    }

    private static boolean known(Task task) {
        boolean never = task.state() instanceof TaskState.Pending && task.attempts() == 0;
        return !never && !(task.state() instanceof TaskState.Sending);
    }
}
