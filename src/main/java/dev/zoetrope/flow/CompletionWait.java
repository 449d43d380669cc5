package dev.zoetrope.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.deliver.LongPolls;
import dev.zoetrope.track.TaskRefresh;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.work.WorkMode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * Waits for the end of a task. In continuous mode the tracker's loops advance the task, and this class only waits. In
 * on-demand mode no loop runs, and the waiting query does the due work of the task itself, at the times at which the task is
 * due.
 */
@ApplicationScoped
class CompletionWait {
    /** The shortest interval between two steps of a waiting query, even if the task is due earlier. */
    private static final Duration MIN_INTERVAL = Duration.ofMillis(500);
    /**
     * The longest wait for the copy of the result file after the end of the task. The copy usually takes less, and the
     * answer then has the gateway's signed URL instead of the vendor's URL.
     */
    private static final Duration COPY_WAIT = Duration.ofSeconds(2);
    private final LongPolls longPolls;
    private final TaskRefresh refresh;
    private final WorkMode mode;
    private final Clock clock;
    private final Vertx vertx;

    CompletionWait(LongPolls longPolls, TaskRefresh refresh, TrackConfig config, Clock clock, Vertx vertx) {
        this.longPolls = longPolls;
        this.refresh = refresh;
        this.mode = config.track().mode();
        this.clock = clock;
        this.vertx = vertx;
    }

    /**
     * Waits for the end of the task, and then up to 2 s for the copy of its result file.
     *
     * @param until when the wait ends at the latest
     * @return the task in its state at the end of the wait
     */
    Uni<Task> awaitEnd(Task task, Instant until) {
        return ended(task, until).flatMap(now -> {
            Duration left = Duration.between(clock.instant(), until);
            boolean skipCopyWait = mode == WorkMode.ON_DEMAND || !ended(now);
            return longPolls.until(now, Task::finished,
                    skipCopyWait ? Duration.ZERO : left.compareTo(COPY_WAIT) < 0 ? left : COPY_WAIT);
        });
    }

    private Uni<Task> ended(Task task, Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        if (mode == WorkMode.CONTINUOUS || task.state().ended()) {
            return longPolls.until(task, CompletionWait::ended, left);
        }
        if (left.isZero() || left.isNegative()) {
            return Uni.createFrom().item(task);
        }
        return longPolls.until(task, CompletionWait::ended, untilDue(task, left))
                .flatMap(now -> ended(now) || !clock.instant().isBefore(until) ? Uni.createFrom().item(now)
                        : refreshed(now, now.state() instanceof TaskState.Running, Duration.between(clock.instant(), until))
                                .flatMap(later -> ended(later, until)));
    }

    private Duration untilDue(Task task, Duration left) {
        Duration due = task.dueAt() == null ? left : Duration.between(clock.instant(), task.dueAt());
        Duration step = due.compareTo(MIN_INTERVAL) < 0 ? MIN_INTERVAL : due;
        return step.compareTo(left) < 0 ? step : left;
    }

    /**
     * Refreshes the task as its query requires. The work of the refresh continues when the caller hangs up.
     *
     * @param atOnce whether to poll the vendor even if the stored state is recent
     * @param patience after this time the task is returned unchanged, and the refresh continues
     */
    Uni<Task> refreshed(Task task, boolean atOnce, Duration patience) {
        return DetachedUni.start(vertx, detached -> {
            // In on-demand mode this query may send the create. It then waits for the outcome without limit: the process may
            // be frozen after the answer, and must not be frozen with a send in flight.
            if (mode == WorkMode.CONTINUOUS || task.state().vendorId() != null) {
                detached.completeAfter(patience, () -> task);
            }
            return refresh.refresh(task, atOnce);
        });
    }

    private static boolean ended(Task task) {
        return task.state().ended();
    }
}
