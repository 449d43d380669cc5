package dev.zoetrope.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.deliver.LongPolls;
import dev.zoetrope.track.TaskRefresh;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.TrackMode;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * Waits for the end of a task. Where loops run somebody else brings it about, and it is only waited for; where none does,
 * whoever waits does what is due for the task itself, at its due times.
 */
@ApplicationScoped
class CompletionWait {
    /** No two steps of a waiting query are closer, whatever is due. */
    private static final Duration PAUSE = Duration.ofMillis(500);
    /** A copy of the file is commonly there so soon after the end, and then our link is told and not the vendor's. */
    private static final Duration FILE_COMES = Duration.ofSeconds(2);
    private final LongPolls waiters;
    private final TaskRefresh refresh;
    private final TrackMode mode;
    private final Clock clock;
    private final Vertx vertx;

    CompletionWait(LongPolls waiters, TaskRefresh refresh, TrackConfig config, Clock clock, Vertx vertx) {
        this.waiters = waiters;
        this.refresh = refresh;
        this.mode = config.track().mode();
        this.clock = clock;
        this.vertx = vertx;
    }

    /** The task once it has ended and, if that takes but a moment, its file is kept; or as it stands when the time is up. */
    Uni<Task> of(Task task, Instant until) {
        return ended(task, until).flatMap(now -> {
            Duration left = Duration.between(clock.instant(), until);
            boolean nothingToCome = mode == TrackMode.ON_DEMAND || !ended(now);
            return waiters.until(now, Task::settled,
                    nothingToCome ? Duration.ZERO : left.compareTo(FILE_COMES) < 0 ? left : FILE_COMES);
        });
    }

    private Uni<Task> ended(Task task, Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        if (mode == TrackMode.CONTINUOUS || task.state().ended()) {
            return waiters.until(task, CompletionWait::ended, left);
        }
        if (left.isZero() || left.isNegative()) {
            return Uni.createFrom().item(task);
        }
        return waiters.until(task, CompletionWait::ended, untilDue(task, left))
                .flatMap(now -> ended(now) || !clock.instant().isBefore(until) ? Uni.createFrom().item(now)
                        : refreshed(now, now.state() instanceof TaskState.Running, Duration.between(clock.instant(), until))
                                .flatMap(later -> ended(later, until)));
    }

    private Duration untilDue(Task task, Duration left) {
        Duration due = task.dueAt() == null ? left : Duration.between(clock.instant(), task.dueAt());
        Duration step = due.compareTo(PAUSE) < 0 ? PAUSE : due;
        return step.compareTo(left) < 0 ? step : left;
    }

    /**
     * The task as new as its query wants it; what is begun for that goes on when the caller hangs up.
     *
     * @param patience the answer is the task as it was once this is over
     */
    Uni<Task> refreshed(Task task, boolean atOnce, Duration patience) {
        return DetachedUni.start(vertx, answer -> {
            // Where no loop runs the query may send what is due, and a frozen process must not leave that behind.
            if (mode == TrackMode.CONTINUOUS || task.state().vendorId() != null) {
                answer.patience(patience, () -> task);
            }
            return refresh.refreshed(task, atOnce);
        });
    }

    private static boolean ended(Task task) {
        return task.state().ended();
    }
}
