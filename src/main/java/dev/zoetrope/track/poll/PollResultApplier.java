package dev.zoetrope.track.poll;

import java.time.Duration;
import java.time.Instant;

import jakarta.inject.Singleton;

import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.track.TrackLimits;
import dev.zoetrope.upstream.PollOutcome;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.video.VendorObservation;

/**
 * Applies the outcome of a poll to a task, and sets the time of the next poll. Only an answer of the vendor or the deadline
 * ends a task. The deadline ends it only after the vendor has answered later than the deadline, so an outage of the vendor
 * ends no task. A poll without an answer changes only the time of the next poll.
 */
@Singleton
class PollResultApplier {
    private final NextPoll nextPoll;
    private final Duration deadline;
    private final TrackLimits limits;

    PollResultApplier(NextPoll nextPoll, TrackConfig config, TrackLimits limits) {
        this.nextPoll = nextPoll;
        this.deadline = config.task().deadline();
        this.limits = limits;
    }

    /**
     * Returns the next version of the task.
     *
     * @param task {@code Running}, or {@code Failed} if it may still succeed
     */
    Task apply(Task task, PollOutcome answer, Instant now) {
        if (answer instanceof PollOutcome.NoAnswer none) {
            return task.dueAt(nextPoll.afterNoAnswer(task, none.retryAfter(), now));
        }
        VendorObservation observation = answer instanceof PollOutcome.Observed observed ? observed.observation() : null;
        return task.state() instanceof TaskState.Running running ? applyToRunning(task, running, observation, now)
                : applyToFailed(task, (TaskState.Failed) task.state(), observation, now);
    }

    /** @param observation null if the vendor does not know the task, which says nothing about its state */
    private Task applyToRunning(Task task, TaskState.Running running, VendorObservation observation, Instant now) {
        TaskState next = observation == null ? running : running.observed(observation, now, limits.resultsWait());
        if (next instanceof TaskState.Completed) {
            nextPoll.learn(task, running, now);
        }
        if (!(next instanceof TaskState.Running still)) {
            return task.transitionTo(next, now, nextPoll.next(next, task.request(), now));
        }
        if (!now.isBefore(still.acceptedAt().plus(deadline))) {
            Task failed = task.transitionTo(still.expire(), now, null);
            return task.transitionTo(failed.state(), now, nextPoll.nextLatePoll(failed, now));
        }
        return observation == null ? task.dueAt(nextPoll.afterNoAnswer(task, null, now))
                : task.transitionTo(still, now, nextPoll.next(still, task.request(), now));
    }

    /** The task failed by its deadline. A success still wins; any other end that the vendor reports stops the polls. */
    private Task applyToFailed(Task task, TaskState.Failed failed, VendorObservation observation, Instant now) {
        if (observation == null) {
            return task.dueAt(nextPoll.nextLatePoll(task, now));
        }
        TaskState next = failed.observed(observation);
        if (next != failed) {
            return task.transitionTo(next, now, nextPoll.next(next, task.request(), now));
        }
        boolean done = observation.phase() == VendorObservation.Phase.FAILED
                || observation.phase() == VendorObservation.Phase.CANCELLED;
        return task.dueAt(done ? null : nextPoll.nextLatePoll(task, now));
    }
}
