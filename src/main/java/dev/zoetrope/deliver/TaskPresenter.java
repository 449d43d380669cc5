package dev.zoetrope.deliver;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.video.Task;
import dev.zoetrope.view.TaskView;

/** A task as its caller sees it, the same by whichever way it is told. */
@ApplicationScoped
public class TaskPresenter {
    private final ShownConfig config;

    TaskPresenter(ShownConfig config) {
        this.config = config;
    }

    public TaskView view(Task task) {
        return TaskView.of(task, estimatedSeconds(task));
    }

    /** As it took once it has ended; until then the vendor's word, else the configured estimate. */
    private int estimatedSeconds(Task task) {
        if (task.state().ended()) {
            return Math.max(0, Math.toIntExact(Duration.between(task.createdAt(), task.updatedAt()).toSeconds()));
        }
        Integer told = task.state().estimatedSeconds();
        return told == null ? Math.toIntExact(config.estimate().toSeconds()) : told;
    }
}
