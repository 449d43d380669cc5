package dev.zoetrope.flow;

import java.time.Duration;
import java.time.Instant;

import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** How a request gets its task to an outcome and to an end: what {@code zoetrope.track.mode} changes for requests. */
interface RequestMode {

    /**
     * Whether a create may be answered before its outcome is known. If not, the process may be frozen after the answer, and
     * must not be frozen with a paid call in flight.
     */
    boolean answersBeforeOutcome();

    /**
     * Waits for the first outcome of a create that another request or the tracker sends.
     *
     * @return the task as soon as its create has an outcome, or in its current state when the time is over
     */
    Uni<Task> awaitOutcome(Task task, Duration maxWait);

    /**
     * Refreshes the task as its query requires. The work of the refresh continues when the caller hangs up.
     *
     * @param atOnce whether to poll the vendor even if the stored state is recent
     * @param patience after this time the task is returned unchanged, and the refresh continues
     */
    Uni<Task> refresh(Task task, boolean atOnce, Duration patience);

    /**
     * Waits for the end of the task.
     *
     * @param until when the wait ends at the latest
     * @return the task in its state at the end of the wait
     */
    Uni<Task> awaitEnd(Task task, Instant until);

    /** Whether the create has had an outcome. */
    static boolean hasOutcome(Task task) {
        boolean neverSent = task.state() instanceof TaskState.Pending && task.attempts() == 0;
        return !neverSent && !(task.state() instanceof TaskState.Sending);
    }

    static boolean ended(Task task) {
        return task.state().ended();
    }
}
