package dev.zoetrope.sandbox.http;

import java.time.Clock;
import java.util.List;

import jakarta.inject.Singleton;

import dev.zoetrope.sandbox.SandboxTask;
import dev.zoetrope.video.Status;
import dev.zoetrope.view.TaskView;

/** Converts a task to the vendor's JSON, with the faults that its prompt requests. */
@Singleton
public class VendorTaskViews {
    private static final int MIN_PROGRESS_FOR_ESTIMATE = 10;

    private final Clock clock;

    VendorTaskViews(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param progress 0..99; ignored if the task is completed
     * @param base start of the result URL: scheme, authority and optional path
     */
    TaskView of(SandboxTask task, int progress, String base) {
        boolean completed = task.phase() == SandboxTask.Phase.COMPLETED;
        TaskView.ErrorView error = task.phase() != SandboxTask.Phase.FAILED ? null
                : new TaskView.ErrorView(task.errorCode(), task.errorMessage(), "task_error");
        return new TaskView(task.created() / 1000, task.id(), task.model(), "video.generation.task",
                completed ? 100 : progress, status(task), new TaskView.TaskInfo(false, estimate(task, progress)), "video",
                completed ? results(task, base) : null, error, null);
    }

    private static String status(SandboxTask task) {
        return switch (task.phase()) {
            case QUEUED -> Status.PENDING.value();
            case RENDERING -> task.words().word() == null ? Status.PROCESSING.value() : task.words().word();
            case COMPLETED -> Status.COMPLETED.value();
            case FAILED -> Status.FAILED.value();
            case CANCELLED -> Status.CANCELLED.value();
        };
    }

    private List<TaskView.ResultView> results(SandboxTask task, String base) {
        return task.hasResult(clock.millis()) ? List.of(new TaskView.ResultView(VideoRoute.url(base, task.id()), "video/mp4"))
                : List.of();
    }

    /**
     * Seconds from the create to the end: measured if the task has ended, otherwise extrapolated from a progress of 10 or
     * more, otherwise the estimate at the create.
     */
    private int estimate(SandboxTask task, int progress) {
        if (task.hasEnded()) {
            return seconds(task.ended() - task.created());
        }
        long elapsed = clock.millis() - task.created();
        if (progress >= MIN_PROGRESS_FOR_ESTIMATE) {
            return seconds(elapsed * 100 / progress);
        }
        return Math.max(task.estimate(), seconds(elapsed) + 1);
    }

    private static int seconds(long millis) {
        return (int) Math.max(1, (millis + 999) / 1000);
    }
}
