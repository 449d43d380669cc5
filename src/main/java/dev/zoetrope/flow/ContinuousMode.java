package dev.zoetrope.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.zoetrope.deliver.LongPolls;
import dev.zoetrope.track.TaskRefresh;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** The loops of the tracker do the due work of each task, and requests wait for them. */
final class ContinuousMode extends RequestMode {
    /**
     * The longest wait for the copy of the result file after the end of the task. The copy usually takes less, and the
     * answer then has the gateway's signed URL instead of the vendor's URL.
     */
    private static final Duration COPY_WAIT = Duration.ofSeconds(2);

    ContinuousMode(LongPolls longPolls, TaskRefresh taskRefresh, Clock clock, Vertx vertx) {
        super(longPolls, taskRefresh, clock, vertx);
    }

    @Override
    boolean answersBeforeOutcome() {
        return true;
    }

    /** Waits up to 2 s more for the copy of the result file, but not longer than {@code until}. */
    @Override
    Uni<Task> awaitEnd(Task task, Instant until) {
        return longPolls.until(task, RequestMode::ended, timeLeft(until)).flatMap(now -> {
            Duration left = timeLeft(until);
            Duration copyWait = left.compareTo(COPY_WAIT) < 0 ? left : COPY_WAIT;
            return ended(now) ? longPolls.until(now, Task::finished, copyWait) : Uni.createFrom().item(now);
        });
    }
}
