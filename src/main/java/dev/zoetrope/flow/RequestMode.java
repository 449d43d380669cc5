package dev.zoetrope.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.zoetrope.deliver.LongPolls;
import dev.zoetrope.track.TaskRefresh;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** How a request gets its task to an outcome and to an end: what {@code zoetrope.track.mode} changes for requests. */
abstract class RequestMode {
    final LongPolls longPolls;
    final Clock clock;
    private final TaskRefresh taskRefresh;
    private final Vertx vertx;

    RequestMode(LongPolls longPolls, TaskRefresh taskRefresh, Clock clock, Vertx vertx) {
        this.longPolls = longPolls;
        this.taskRefresh = taskRefresh;
        this.clock = clock;
        this.vertx = vertx;
    }

    /**
     * Whether a request may be answered before the outcome of its send is known. If not, the process may be frozen after the
     * answer, and must not be frozen with a send in flight.
     */
    abstract boolean answersBeforeOutcome();

    /**
     * Waits for the end of the task.
     *
     * @param until when the wait ends at the latest
     * @return the task in its state at the end of the wait
     */
    abstract Uni<Task> awaitEnd(Task task, Instant until);

    /**
     * Waits for the first outcome of a create that another request or the tracker sends.
     *
     * @return the task as soon as its create has an outcome, or in its current state when the time is over
     */
    Uni<Task> awaitOutcome(Task task, Duration maxWait) {
        return longPolls.until(task, RequestMode::hasOutcome, maxWait);
    }

    /**
     * Refreshes the task as its query requires. The work of the refresh continues when the caller hangs up.
     *
     * @param atOnce whether to poll the vendor even if the stored state is recent
     * @param patience after this time the task is returned unchanged, and the refresh continues; without a limit if the
     *        refresh may send the create and {@link #answersBeforeOutcome} is false
     */
    Uni<Task> refresh(Task task, boolean atOnce, Duration patience) {
        if (!needsRefresh(task, atOnce)) {
            return Uni.createFrom().item(task);
        }
        return DetachedUni.start(vertx, detached -> {
            if (answersBeforeOutcome() || task.state().vendorId() != null) {
                detached.completeAfter(patience, () -> task);
            }
            return taskRefresh.refresh(task, atOnce);
        });
    }

    /** Whether {@link #refresh} does more than to return the task. */
    final boolean needsRefresh(Task task, boolean atOnce) {
        return taskRefresh.isNeeded(task, atOnce);
    }

    final Duration timeLeft(Instant until) {
        return Duration.between(clock.instant(), until);
    }

    static boolean ended(Task task) {
        return task.state().ended();
    }

    private static boolean hasOutcome(Task task) {
        boolean neverSent = task.state() instanceof TaskState.Pending && task.attempts() == 0;
        return !neverSent && !(task.state() instanceof TaskState.Sending);
    }
}
