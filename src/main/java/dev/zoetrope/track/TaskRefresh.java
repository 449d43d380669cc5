package dev.zoetrope.track;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.track.poll.PollStep;
import dev.zoetrope.track.send.ExpireSendLease;
import dev.zoetrope.track.send.ResendStep;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.work.WorkMode;
import io.smallrye.mutiny.Uni;

/**
 * Refreshes a task for a query. In on-demand mode, where no loop runs, the query also does the due work of its task. Every
 * write is a compare-and-set, so work that two processes do at the same time takes effect once.
 */
@ApplicationScoped
public class TaskRefresh {
    private final PollStep pollStep;
    private final ResendStep resendStep;
    private final ExpireSendLease expireSendLease;
    private final TrackConfig config;
    private final boolean doesDueWork;
    private final Clock clock;

    public TaskRefresh(PollStep pollStep, ResendStep resendStep, ExpireSendLease expireSendLease, TrackConfig config,
            Clock clock) {
        this.pollStep = pollStep;
        this.resendStep = resendStep;
        this.expireSendLease = expireSendLease;
        this.config = config;
        this.doesDueWork = config.track().mode() == WorkMode.ON_DEMAND;
        this.clock = clock;
    }

    /**
     * Returns the task, polled anew if it is running and its state is older than {@code zoetrope.task.fresh}.
     *
     * @param atOnce whether to poll whatever the age of the state; the rate limit still applies
     */
    public Uni<Task> refresh(Task task, boolean atOnce) {
        if (!isNeeded(task, atOnce)) {
            return Uni.createFrom().item(task);
        }
        return task.state() instanceof TaskState.Running ? pollStep.poll(task) : doDueWork(task);
    }

    /** Whether {@link #refresh} does more than to return the task. */
    public boolean isNeeded(Task task, boolean atOnce) {
        return task.state() instanceof TaskState.Running ? atOnce || isStale(task) : doesDueWork && isDue(task);
    }

    /** Whether a refresh does the due work of its task, because no loop runs. */
    public boolean doesDueWork() {
        return doesDueWork;
    }

    private Uni<Task> doDueWork(Task task) {
        if (task.state() instanceof TaskState.Completed) {
            return Uni.createFrom().item(task); // its files are due; a tick copies them, as a query cannot wait that long
        }
        if (task.state() instanceof TaskState.Pending) {
            return resendStep.send(task);
        }
        return task.state() instanceof TaskState.Sending ? expireSendLease.expire(task) : pollStep.poll(task);
    }

    private boolean isStale(Task task) {
        return !clock.instant().isBefore(task.updatedAt().plus(config.task().fresh()));
    }

    private boolean isDue(Task task) {
        return task.dueAt() != null && !clock.instant().isBefore(task.dueAt());
    }
}
