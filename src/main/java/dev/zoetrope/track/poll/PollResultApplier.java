package dev.zoetrope.track.poll;

import java.time.Instant;

import jakarta.inject.Singleton;

import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.upstream.PollOutcome;
import dev.zoetrope.video.Observation;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/**
 * Applies the outcome of a poll to a task, and sets the time of the next poll. Only an answer of the vendor or the deadline
 * ends a task. The deadline ends it only after the vendor has answered later than the deadline, so an outage of the vendor
 * ends no task. A poll without an answer changes only the time of the next poll.
 */
@Singleton
class PollResultApplier {
    private final NextPoll plan;
    private final TrackConfig.Follow config;

    PollResultApplier(NextPoll plan, TrackConfig config) {
        this.plan = plan;
        this.config = config.task();
    }

    /**
     * Returns the next version of the task.
     *
     * @param task {@code Running}, or {@code Failed} if it may still succeed
     */
    Task after(Task task, PollOutcome answer, Instant now) {
        if (answer instanceof PollOutcome.NoAnswer none) {
            return task.dueAt(plan.afterSilence(task, none.retryAfter(), now));
        }
        Observation word = answer instanceof PollOutcome.Observed told ? told.observation() : null;
        return task.state() instanceof TaskState.Running running ? followed(task, running, word, now)
                : late(task, (TaskState.Failed) task.state(), word, now);
    }

    /** @param word null if the vendor does not know the task, which says nothing about its state */
    private Task followed(Task task, TaskState.Running running, Observation word, Instant now) {
        TaskState next = word == null ? running : running.observed(word, now, config.resultsWait());
        if (next instanceof TaskState.Completed) {
            plan.completed(task, running, now);
        }
        if (!(next instanceof TaskState.Running still)) {
            return task.to(next, now, plan.next(next, task.request(), now));
        }
        if (!now.isBefore(still.acceptedAt().plus(config.deadline()))) {
            Task failed = task.to(still.expire(), now, null);
            return task.to(failed.state(), now, plan.lateLook(failed, now));
        }
        return word == null ? task.dueAt(plan.afterSilence(task, null, now))
                : task.to(still, now, plan.next(still, task.request(), now));
    }

    /** The task failed by its deadline. A success still wins; any other end that the vendor reports stops the polls. */
    private Task late(Task task, TaskState.Failed failed, Observation word, Instant now) {
        if (word == null) {
            return task.dueAt(plan.lateLook(task, now));
        }
        TaskState next = failed.observed(word);
        if (next != failed) {
            return task.to(next, now, plan.next(next, task.request(), now));
        }
        boolean over = word.phase() == Observation.Phase.FAILED || word.phase() == Observation.Phase.CANCELLED;
        return task.dueAt(over ? null : plan.lateLook(task, now));
    }
}
