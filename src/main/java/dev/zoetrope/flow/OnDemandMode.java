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

/** No loop runs: a query does the due work of its task itself, at the times at which the task is due. */
final class OnDemandMode extends RequestMode {
    /** The shortest interval between two steps of a waiting query, even if the task is due earlier. */
    private static final Duration MIN_INTERVAL = Duration.ofMillis(500);

    OnDemandMode(LongPolls longPolls, TaskRefresh taskRefresh, Clock clock, Vertx vertx) {
        super(longPolls, taskRefresh, clock, vertx);
    }

    @Override
    boolean answersBeforeOutcome() {
        return false;
    }

    /** Returns a pending task at once, because no loop sends it. */
    @Override
    Uni<Task> awaitOutcome(Task task, Duration maxWait) {
        return task.state() instanceof TaskState.Pending ? Uni.createFrom().item(task)
                : super.awaitOutcome(task, maxWait);
    }

    @Override
    Uni<Task> awaitEnd(Task task, Instant until) {
        Duration left = timeLeft(until);
        if (ended(task) || left.isZero() || left.isNegative()) {
            return Uni.createFrom().item(task);
        }
        return longPolls.until(task, RequestMode::ended, untilDue(task, left))
                .flatMap(now -> ended(now) || !clock.instant().isBefore(until) ? Uni.createFrom().item(now)
                        : refresh(now, now.state() instanceof TaskState.Running, timeLeft(until))
                                .flatMap(later -> awaitEnd(later, until)));
    }

    private Duration untilDue(Task task, Duration left) {
        Duration due = task.dueAt() == null ? left : Duration.between(clock.instant(), task.dueAt());
        Duration step = due.compareTo(MIN_INTERVAL) < 0 ? MIN_INTERVAL : due;
        return step.compareTo(left) < 0 ? step : left;
    }
}
