package dev.zoetrope.track;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.track.poll.PollStep;
import dev.zoetrope.track.send.ExpireSendLease;
import dev.zoetrope.track.send.ResendStep;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/**
 * Makes a task as new as its query wants it. Where no loop runs, the query also does what is due for its task; through
 * the same compare-and-set as everybody else, so that what two do at once is done once.
 */
@ApplicationScoped
public class TaskRefresh {
    private final PollStep asker;
    private final ResendStep laterSend;
    private final ExpireSendLease settler;
    private final TrackConfig config;
    private final Clock clock;

    public TaskRefresh(PollStep asker, ResendStep laterSend, ExpireSendLease settler, TrackConfig config, Clock clock) {
        this.asker = asker;
        this.laterSend = laterSend;
        this.settler = settler;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The task as it stands, asked for anew if it is running and its state is older than the configured age.
     *
     * @param atOnce ask whatever the age; the cap on questions still holds
     */
    public Uni<Task> refreshed(Task task, boolean atOnce) {
        if (task.state() instanceof TaskState.Running) {
            return atOnce || stale(task) ? asker.ask(task) : Uni.createFrom().item(task);
        }
        return config.track().mode() == TrackMode.ON_DEMAND && due(task) ? worked(task) : Uni.createFrom().item(task);
    }

    private Uni<Task> worked(Task task) {
        if (task.state() instanceof TaskState.Completed) {
            return Uni.createFrom().item(task); // its files are due, which a tick copies: nobody can wait for that here
        }
        if (task.state() instanceof TaskState.Pending) {
            return laterSend.send(task);
        }
        return task.state() instanceof TaskState.Sending ? settler.settle(task) : asker.ask(task);
    }

    private boolean stale(Task task) {
        return !clock.instant().isBefore(task.updatedAt().plus(config.task().fresh()));
    }

    private boolean due(Task task) {
        return task.dueAt() != null && !clock.instant().isBefore(task.dueAt());
    }
}
