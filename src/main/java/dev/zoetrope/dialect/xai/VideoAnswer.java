package dev.zoetrope.dialect.xai;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.zoetrope.dialect.ModelNames;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.view.TaskView;

/**
 * The JSON of a task.
 *
 * @param status {@code pending}, {@code done}, {@code failed}, or {@code expired} if the task did not end before its deadline
 * @param model as the create named it in this API; else its id
 * @param progress 0..100
 * @param video absent unless the task is done
 * @param error absent unless the task is failed or expired
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VideoAnswer(String status, String model, int progress, Video video, Reason error) {

    /** The name of this API in stored tasks. */
    static final String DIALECT = "xai";

    record Video(String url) {
    }

    record Reason(String code, String message) {
        private static final Reason CANCELLED = new Reason("cancelled", "The task was cancelled.");
    }

    static VideoAnswer of(Task task, TaskView view) {
        Video video = view.results() == null ? null : new Video(view.results().get(0).url());
        Reason error = view.error() == null ? null : new Reason(view.error().code(), view.error().message());
        return new VideoAnswer(word(task.status(), error), ModelNames.asGiven(task, DIALECT), view.progress(), video,
                task.status() == Status.CANCELLED ? Reason.CANCELLED : error);
    }

    private static String word(Status status, Reason error) {
        return switch (status) {
            case PENDING, PROCESSING -> "pending";
            case COMPLETED -> "done";
            case FAILED -> error.code().equals(TaskError.DEADLINE_EXCEEDED) ? "expired" : "failed";
            case CANCELLED -> "failed";
        };
    }
}
