package dev.zoetrope.dialect.gateway;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.deliver.EventLimits;
import dev.zoetrope.deliver.SseConnection;
import dev.zoetrope.deliver.TaskPresenter;
import dev.zoetrope.flow.Preference;
import dev.zoetrope.flow.PreferencePolicy;
import dev.zoetrope.flow.TaskQuery;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/**
 * The answers that end with their task: comments that keep the connection open, then one event. An answer waits at most
 * until its task is {@link EventLimits#longestWait} old. There are as many of these answers as long polls.
 */
@Singleton
class WaitingAnswers {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final TaskQuery tasks;
    private final TaskPresenter presenter;
    private final PreferencePolicy preferences;
    private final EventLimits limits;
    private final ObjectMapper json;
    private final Clock clock;
    private final Vertx vertx;

    WaitingAnswers(TaskQuery tasks, TaskPresenter presenter, PreferencePolicy preferences, EventLimits limits,
            ObjectMapper json,
            Clock clock, Vertx vertx) {
        this.tasks = tasks;
        this.presenter = presenter;
        this.preferences = preferences;
        this.limits = limits;
        this.json = json;
        this.clock = clock;
        this.vertx = vertx;
    }

    /**
     * Checks that answers can wait in this process.
     *
     * @throws FailureException 400 in on-demand mode
     */
    void requireAvailable() {
        if (!preferences.allowsWaitingAnswers()) {
            throw Failure
                    .malformed(400, "not_available", "No answer waits for a video, because zoetrope.track.mode is on-demand;"
                            + " start the video and ask for its status (in the ai package: the option poll).")
                    .exception();
        }
    }

    /**
     * Sends the answer. Call it on the event loop of the request.
     *
     * @return completes when the answer has ended; never fails. If the caller hangs up, it is cancelled, and the task goes on
     */
    Uni<Void> send(Task task, List<Warning> warnings, RoutingContext request) {
        SseConnection connection = new SseConnection(request.response());
        connection.open(Buffer.buffer(SseConnection.HEARTBEAT));
        Context context = Vertx.currentContext();
        long heartbeats = vertx.setPeriodic(limits.heartbeat().toMillis(),
                ignored -> connection.sendHeartbeatIfIdle(System.nanoTime(), 0));
        return tasks.query(task.caller(), task.id().value(), false, new Preference(timeLeft(task), false))
                .onTermination().invoke(() -> vertx.cancelTimer(heartbeats))
                .emitOn(action -> context.runOnContext(ignored -> action.run()))
                .invoke(now -> end(now, warnings, connection))
                .onFailure().invoke(failure -> cut(task, failure, connection))
                .onFailure().recoverWithNull().replaceWithVoid();
    }

    private Duration timeLeft(Task task) {
        Duration left = Duration.between(clock.instant(), task.createdAt().plus(limits.longestWait()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void end(Task task, List<Warning> warnings, SseConnection connection) {
        if (task.state().ended()) {
            connection.end(event(WaitEvent.of(task, presenter.view(task), warnings)));
        } else if (timeLeft(task).isZero()) {
            connection.end(event(WaitEvent.failed(task, "not_ended: The task has not ended in "
                    + limits.longestWait().toMinutes() + " minutes, and goes on.")));
        } else {
            cut(task, null, connection); // the process is stopping, or too many requests wait
        }
    }

    /** Only an incomplete answer counts as lost, and the client repeats the create. */
    private void cut(Task task, Throwable cause, SseConnection connection) {
        Failure failure = cause instanceof FailureException known ? known.failure()
                : Failure.unavailable("cannot_wait", "This process cannot wait for the task any longer; it goes on.",
                        RETRY_AFTER);
        connection.cutAfter(event(WaitEvent.unavailable(task, failure)));
    }

    private Buffer event(WaitEvent event) {
        try {
            return Buffer.buffer("data: ").appendBytes(json.writeValueAsBytes(event)).appendString("\n\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event cannot be serialized", e);
        }
    }
}
